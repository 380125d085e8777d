"""Texts of which some parts are not known, such as a file in a folder that is given at run time.

An outline is such a text with ``GAP`` in place of each part that is not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from string import Formatter

from compile_lint.model import GAP
from compile_lint.values.sizes import MAX_TEXT
from compile_lint.values.values import Const, UnknownValue, Value

_FIELD = re.compile(r"%(?:\(\w*\))?[#0\- +]*[\d*]*(?:\.[\d*]+)?[hlL]?([a-zA-Z%])")


def outline_of(value: Value | None) -> str:
    """What is known of the text ``str(value)``."""
    if isinstance(value, Const) and isinstance(value.value, str | int):
        return str(value.value)
    return value.outline or GAP if isinstance(value, UnknownValue) else GAP


def is_text(value: Value) -> bool:
    """Whether a value is surely a string."""
    if isinstance(value, Const):
        return isinstance(value.value, str)
    return isinstance(value, UnknownValue) and bool(value.outline)


def outlined(value: UnknownValue, outline: str) -> UnknownValue:
    """An unknown text with what is known of it."""
    is_telling = outline.strip(GAP) and len(outline) <= MAX_TEXT
    return replace(value, outline=outline) if is_telling else value


def joined_path(parts: Iterable[str]) -> str:
    """The outline of a path put together from outlines: from the last one on that is, or may be, absolute."""
    path = ""
    for part in parts:
        starts_anew = not path or part.startswith(("/", GAP))
        path = part if starts_anew else f"{path.removesuffix('/')}/{part}"
    return path


def of_format(template: str) -> str:
    """The outline of ``template.format(...)``, whatever is filled in."""
    try:
        parts = list(Formatter().parse(template))
    except ValueError:
        return GAP
    return "".join(text + ("" if name is None else GAP) for text, name, _, _ in parts)


def of_percent(template: str) -> str:
    """The outline of ``template % ...``, whatever is filled in."""
    return _FIELD.sub(lambda found: "%" if found[1] == "%" else GAP, template)
