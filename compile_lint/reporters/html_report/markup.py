"""Pieces of HTML, built so that text can never become markup."""

from __future__ import annotations

import html

from compile_lint.reporters.display import escaped


class Markup(str):
    """HTML that goes into a page as it is. Any other string is text, and is escaped."""

    __slots__ = ()


def tag(element: str, /, *children: str, **attributes: str | bool) -> Markup:
    """Return an element. Underscores of attribute names are hyphens, one at the end is left off.

    True is an attribute without a value, False none at all.
    """
    written = "".join(
        _attribute(key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items()
    )
    return Markup(f"<{element}{written}>{join(*children)}</{element}>")


def void(element: str, /, **attributes: str | bool) -> Markup:
    """Return an element that has no content and no end."""
    return Markup(tag(element, **attributes).removesuffix(f"</{element}>"))


def join(*children: str) -> Markup:
    """Return pieces one after the other, with what is text made safe."""
    return Markup("".join(child if isinstance(child, Markup) else text(child) for child in children))


def text(plain: str) -> Markup:
    """Return text of one line for a page: nothing in it is markup, hidden, or turns the rest around."""
    return Markup(html.escape(escaped(plain)))


def prose(plain: str) -> Markup:
    """Return a message for a page: what stands between backticks is code."""
    pieces = plain.split("`")
    if len(pieces) % 2 == 0:  # a backtick without a partner
        return text(plain)
    return join(*(tag("code", piece) if index % 2 else piece for index, piece in enumerate(pieces)))


def name(plain: str) -> Markup:
    """Return a name for a narrow box: it may break behind an underscore."""
    return Markup(text(plain).replace("_", "_<wbr>"))


def _attribute(name: str, value: str | bool) -> str:
    if value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{text(value)}"'
