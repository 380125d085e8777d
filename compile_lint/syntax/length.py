"""How long a text may be for the parser, and what is left out of it before: long displays of constants.

libcst takes about 2000 bytes and 20 microseconds for each token (libcst 1.9.0), so that a table of a million
numbers takes 2 GB. What stands in such a table is of no use to anyone here: the interpreter holds no list
that long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from compile_lint.records import dataclass
from compile_lint.sources.logical_lines import STRING, logical_lines

MAX_TOKENS = 200_000  # of a text; longer ones are not parsed
MAX_DISPLAY = 50_000  # tokens of a display of constants; the contents of longer ones are left out

_TOKEN = re.compile(
    rf"(?P<blank>\#[^\r\n]*|\\\r?\n)|(?P<text>[rRbBuU]{{0,2}}(?s:{STRING}))|(?P<open>[(\[{{])|(?P<close>[)\]}}])"
    r"|(?P<number>\d[\w.]*|\.\d[\w.]*|(?:None|True|False)\b)|(?P<comma>,)|(?P<colon>:)|[-+]|(?P<other>\w+|[^\w\s])"
)
_COUNTED = re.compile(rf"(?s:{STRING})|\w+|[^\w\s]|\n")
_BREAK = re.compile(r"\r\n?|\n")
# Longer than any string whose characters the interpreter goes through one by one.
_NOTE = "the contents of this display are too long to be read, and were left out before the text was parsed"


def is_too_long(text: str) -> bool:
    """Whether a text has more tokens than are parsed."""
    if len(text) <= MAX_TOKENS:
        return False
    left = MAX_TOKENS
    for token in _COUNTED.finditer(text):
        left -= 1 + 3 * token[0].count("{")  # a string may be formatted, and then has expressions
        if left < 0:
            return True
    return False


def without_long_displays(text: str) -> str:
    """The text with an unknown number of unknown items in place of what stands in long displays of constants.

    All else keeps its line and its column.
    """
    if len(text) <= MAX_DISPLAY:
        return text
    parts: list[str] = []
    done = 0
    for statement in logical_lines(text):
        if statement.end - statement.start > MAX_DISPLAY:
            for display in _long_displays(text, statement.start, statement.end):
                parts += text[done : display.start + 1], _instead(text, display)
                done = display.end
    return "".join((*parts, text[done:])) if parts else text


@dataclass(slots=True)
class _Display:
    """A bracket that is open, or was: ``end`` is where it closes, ``before`` the tokens in front of it."""

    start: int
    before: int
    is_constant: bool = True
    has_comma: bool = False
    has_colon: bool = False
    end: int = 0


def _long_displays(text: str, start: int, end: int) -> Iterator[_Display]:
    """The outermost long displays of constants of one statement, in order."""
    found: list[_Display] = []
    stack: list[_Display] = []
    follows_value = False  # then a bracket is a subscript
    for number, match in enumerate(_TOKEN.finditer(text, start, end)):
        kind = match.lastgroup
        if kind == "open":
            stack.append(_Display(match.start(), number, is_constant=not (follows_value and match[0] == "[")))
        elif kind == "close" and stack:
            closed = stack.pop()
            closed.end = match.start()
            if not closed.is_constant and stack:
                stack[-1].is_constant = False
            if closed.is_constant and closed.has_comma and number - closed.before > MAX_DISPLAY:
                while found and found[-1].start > closed.start:
                    found.pop()
                found.append(closed)
        elif stack:
            stack[-1].has_comma |= kind == "comma"
            stack[-1].has_colon |= kind == "colon"
            stack[-1].is_constant &= kind != "other"
        follows_value = kind in ("close", "text") or (kind == "other" and match[0].isidentifier())
    yield from found


def _instead(text: str, display: _Display) -> str:
    """What stands between the brackets instead, as many lines long and as far to the right."""
    inside = text[display.start + 1 : display.end]
    star = "**" if display.has_colon else "*"
    comma = "," if text[display.start] == "(" else ""  # for a tuple it takes one
    breaks = _BREAK.findall(inside)
    if not breaks:
        padding = " " * (len(inside) - len(star) - len(_NOTE) - 6 - len(comma))
        return f'{star}"""{_NOTE}{padding}"""{comma}'
    last_line = len(_BREAK.split(inside)[-1])
    return f'{star}"""{_NOTE}{"".join(breaks[:-1])}"""{comma}{breaks[-1]}{" " * last_line}'
