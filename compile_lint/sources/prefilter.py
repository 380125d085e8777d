"""Decides on raw bytes whether a file can hold a Keras compile call, before anything is decoded or imported.

Python source and notebooks are ASCII-compatible in every encoding that Python reads, so the bytes of names
and punctuation are what they seem.
``getattr(model, "compile")(...)`` and other indirect calls are recognised neither here nor anywhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# What may stand between two tokens: whitespace, continuations and comments; in a notebook also the escapes
# and the quotation marks of the JSON strings that hold the lines.
_GAP = rb"(?:[\s\\]|\\[nrtf]|\",?|\#[^\n]*?(?:\n|\\n))*"
_COMPILE_CALL = re.compile(rb"(?<!\bre)\." + _GAP + rb"compile" + _GAP + rb"\(")
_RE_COMPILE = re.compile(rb"\bre\.compile" + _GAP + rb"\(")
_RE_IMPORT = re.compile(rb"\bimport\b[^\n\\\"]*\bre\b")
# A compile call says at least one of these, or the file that holds it does: how it gets at Keras, the
# arguments' names, or, for positional arguments, the common optimizers and losses, or what follows the call.
_KERAS_WORD = re.compile(
    rb"keras|tensorflow|loss|optimi[sz]er|metrics|entropy|\.fit\b|[Aa]dam|SGD|sgd|[Rr][Mm][Ss]prop|mse\b|\bmae\b"
)


def may_hold_compile_call(data: bytes) -> bool:
    """Whether a file with these bytes can hold a Keras ``model.compile(...)``; wrong only on the side of yes.

    ``re.compile`` does not count in a file that imports ``re``.
    """
    if b"compile" not in data or _KERAS_WORD.search(data) is None:
        return False
    if _COMPILE_CALL.search(data) is not None:
        return True
    return _RE_COMPILE.search(data) is not None and _RE_IMPORT.search(data) is None


# ``from a.b import c, d``, ``import a.b as m``, ``from . import c``: one statement, parentheses included.
_FROM = re.compile(
    rb"\bfrom[ \t]+(\.*)[ \t]*([\w.]*)[ \t]+import[ \t]*(?:\(((?:\#[^\n]*|[^)\#])*)|((?:[\w \t,*]|\\\r?\n)*))"
)
_BETWEEN_NAMES = re.compile(rb"\#[^\n]*|\\[nrt]|[\\\"]")  # in a notebook, lines are JSON strings
_PLAIN = re.compile(rb"^[ \t\"]*import[ \t]+([\w.,\t ]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class PossibleImport:
    """What looks like an import in raw bytes: ``level`` dots, a dotted module, and names taken from it."""

    level: int
    module: str
    names: tuple[str, ...] = ()


def possible_imports(data: bytes) -> Iterator[PossibleImport]:
    """Everything in a source that looks like an import: more than is imported, hardly ever less."""
    for found in _FROM.finditer(data):
        listed = _BETWEEN_NAMES.sub(b" ", found[3] or found[4] or b"").decode("utf-8", "replace")
        names = tuple(words[0] for words in map(str.split, listed.split(",")) if words)
        yield PossibleImport(len(found[1]), found[2].decode("utf-8", "replace"), names)
    for found in _PLAIN.finditer(data):
        for part in found[1].decode("utf-8", "replace").split(","):
            words = part.split()
            if words:
                yield PossibleImport(0, words[0])
