"""Splits Python text into logical lines by its tokens, without parsing and without ever failing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compile_lint.records import dataclass

STRING = (
    r'"""(?:[^"\\]+|\\.|"(?!""))*(?:"""|\\?\Z)'
    r"|'''(?:[^'\\]+|\\.|'(?!''))*(?:'''|\\?\Z)"
    r'|"(?:[^"\\\r\n]+|\\\r\n|\\.)*"?'
    r"|'(?:[^'\\\r\n]+|\\\r\n|\\.)*'?"
)
"""Matches one string literal without its prefix; one that is not closed ends with its line, or the text.

It matches wherever a quotation mark stands, so that it is never tried again in another way.
"""

_BREAKS = re.compile(rf"(?s:{STRING})|\#[^\r\n]*|\\\r?\n|\\\r|[()\[\]{{}}]|\r\n?|\n")


@dataclass(frozen=True, slots=True)
class LogicalLine:
    """A statement, or the head of a compound one: offsets into the text, and its deepest bracket.

    ``comments`` are the offsets between which its comments stand.
    """

    start: int
    end: int
    brackets: int
    comments: tuple[tuple[int, int], ...] = ()


def logical_lines(text: str, start: int = 0) -> Iterator[LogicalLine]:
    """Yield the logical lines of ``text`` from offset ``start`` on; line breaks belong to their line."""
    depth = deepest = 0
    comments: list[tuple[int, int]] = []
    for match in _BREAKS.finditer(text, start):
        first = text[match.start()]
        if first in "([{":
            depth += 1
            deepest = max(deepest, depth)
        elif first in ")]}":
            depth = max(depth - 1, 0)
        elif first == "#":
            comments.append(match.span())
        elif first in "\r\n" and depth == 0:
            yield LogicalLine(start, match.end(), deepest, tuple(comments))
            start, deepest = match.end(), 0
            comments.clear()
    if start < len(text):
        yield LogicalLine(start, len(text), deepest, tuple(comments))
