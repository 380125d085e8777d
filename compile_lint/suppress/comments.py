"""Suppression comments: where they stand, what they say, and which lines they speak of.

They are ``# compile-lint: ignore[CL301] reason``, ``ignore-next-line``, ``ignore-cell`` and ``ignore-file``
of the same form, and ``# noqa`` or ``# noqa: CL301``. Nothing in a string is a comment.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from compile_lint.records import dataclass
from compile_lint.settings import nearest
from compile_lint.sources import SourceUnit
from compile_lint.sources.logical_lines import LogicalLine, logical_lines
from compile_lint.spans import Line, Span
from compile_lint.suppress.record import Comment, Scope


@dataclass(frozen=True, slots=True)
class Malformed:
    """A comment that is addressed to us, but that says nothing we understand."""

    span: Span
    message: str


MARK = re.compile(r"#\s*(?:compile-lint\s*:|noqa)", re.IGNORECASE)
"""What a text without suppressions does not hold."""

_OURS = re.compile(
    r"#\s*compile-lint\s*:\s*(?P<verb>[A-Za-z][\w-]*)(?P<list>\s*\[(?P<names>[^\]#]*)\]?)?(?P<reason>[^#]*)",
    re.IGNORECASE,
)
NOQA = re.compile(
    r"#\s*noqa(?![\w-])(?:\s*:\s*(?P<names>[A-Za-z]+[0-9]+(?:[,\s]+[A-Za-z]+[0-9]+)*)(?![\w-]))?",
    re.IGNORECASE,
)
_OF_OURS = re.compile(r"CL\d+", re.IGNORECASE)
_VERBS = {scope.value: scope for scope in Scope if scope is not Scope.NOQA}


def comments_of(unit: SourceUnit) -> list[Comment | Malformed]:
    """Return the suppression comments of a unit, in order."""
    if MARK.search(unit.text) is None:
        return []
    return [*_Text(unit).comments()]


class _Text:
    """The text of a unit by logical lines, and the way from offsets to places."""

    def __init__(self, unit: SourceUnit) -> None:
        self._unit = unit
        self._lines: Sequence[LogicalLine] = [*logical_lines(unit.text)]
        self._starts = [0, *(match.end() for match in re.finditer(r"\r\n?|\n", unit.text))]
        self._shown: dict[int | None, tuple[str, ...]] = {}  # the lines as written, by cell

    def comments(self) -> Iterator[Comment | Malformed]:
        for index, line in enumerate(self._lines):
            for start, end in line.comments:
                for match in _OURS.finditer(self._unit.text, start, end):
                    made = self._ours(match, index)
                    if made is not None:
                        yield made
                noqa = NOQA.search(self._unit.text, start, end)
                if noqa is not None:
                    yield from self._noqa(noqa, index)

    def _ours(self, match: re.Match[str], index: int) -> Comment | Malformed | None:
        end = match.end("reason") - len(match["reason"]) + len(match["reason"].rstrip())
        span = self._span(match.start(), end)
        verb = match["verb"].lower()
        if verb not in _VERBS:
            hint = nearest(verb, _VERBS)
            if not hint and match["list"] is None:
                return None  # prose that begins with our name
            return Malformed(span, f"`{verb}` is no way to suppress{hint}")
        names = tuple(filter(None, re.split(r"[,\s]+", match["names"] or "")))
        if not names or not match["list"].endswith("]"):
            return Malformed(span, f"`{verb}` does not say what: it needs rules in brackets")
        scope = _VERBS[verb]
        if scope is Scope.CELL and span.cell is None:
            return Malformed(span, "`ignore-cell` stands outside a notebook")
        lines = None if scope is Scope.FILE else self._covered(scope, match.start(), index)
        text, source = self._unit.text[match.start() : end], self._lines_of(span.cell)
        reason, is_alone = match["reason"].strip(" \t:-"), not self._has_code(index)
        return Comment(scope, names, lines, span, reason, is_alone, text, source)

    def _noqa(self, match: re.Match[str], index: int) -> Iterator[Comment]:
        written = match["names"]
        names = () if written is None else tuple(_OF_OURS.findall(written))
        if written is None or names:
            lines = self._covered(Scope.NOQA, match.start(), index)
            span = self._span(match.start(), match.end())
            source = self._lines_of(span.cell)
            yield Comment(Scope.NOQA, names, lines, span, text=match[0], source=source)

    def _covered(self, scope: Scope, offset: int, index: int) -> frozenset[Line]:
        """The lines of the statement around a comment, or of the one that the next line belongs to."""
        if scope is Scope.NEXT_LINE and self._line_at(offset) == self._last_line(index):
            below = (i for i in range(index + 1, len(self._lines)) if self._has_code(i))
            index = next(below, -1)
            if index < 0:
                return frozenset()
        first = self._line_at(self._lines[index].start)
        return frozenset(self._unit.place(line) for line in range(first, self._last_line(index) + 1))

    def _lines_of(self, cell: int | None) -> tuple[str, ...]:
        if cell not in self._shown:
            self._shown[cell] = self._unit.lines(cell)
        return self._shown[cell]

    def _has_code(self, index: int) -> bool:
        line = self._lines[index]
        start = line.start
        for begin, end in (*line.comments, (line.end, line.end)):
            if self._unit.text[start:begin].strip():
                return True
            start = end
        return False

    def _last_line(self, index: int) -> int:
        """The line that a logical line ends on, with its line break."""
        line = self._lines[index]
        return self._line_at(max(line.start, line.end - 1))

    def _line_at(self, offset: int) -> int:
        return bisect_right(self._starts, offset)

    def _span(self, start: int, end: int) -> Span:
        line = self._line_at(start)
        cell, shown = self._unit.place(line)
        column = self._unit.column(line, start - self._starts[line - 1] + 1)
        return Span(self._unit.path, cell, shown, column, shown, column + end - start)
