"""New ``# noqa`` comments for findings: where each can stand, and what of it may be there already."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator

from compile_lint.findings import Edit, Finding
from compile_lint.sources import SourceUnit
from compile_lint.sources.logical_lines import STRING, LogicalLine, logical_lines
from compile_lint.spans import Line, Span
from compile_lint.suppress.comments import NOQA

# A line that ends inside one of these takes no comment.
_INSIDE = re.compile(rf"(?s:{STRING})|\#[^\r\n]*|\\(?:\r\n?|\n)")
_BREAK = re.compile(r"\r\n?|\n")


def noqa_edits(unit: SourceUnit, findings: Iterable[Finding]) -> Iterator[tuple[Edit, int]]:
    """Yield the edits that suppress findings of a unit, each with the number of findings it is for.

    A comment stands on the line of the finding, or else at the end of its statement: not in a string, and not
    behind a backslash that continues the line.
    """
    wanted: dict[int, list[Finding]] = defaultdict(list)
    lines = _Lines(unit)
    for finding in findings:
        line = lines.to_comment((finding.span.cell, finding.span.line))
        if line is not None:
            wanted[line].append(finding)
    for line, found in sorted(wanted.items()):
        yield lines.edit(line, sorted({finding.code for finding in found})), len(found)


class _Lines:
    """The lines of a unit, and where comments can stand in them."""

    def __init__(self, unit: SourceUnit) -> None:
        self._unit = unit
        self._starts = [0, *(match.end() for match in _BREAK.finditer(unit.text))]
        self._statements: dict[Line, tuple[int, LogicalLine]] = {}
        for statement in logical_lines(unit.text):
            first, last = (
                self._line_at(statement.start),
                self._line_at(max(statement.end - 1, statement.start)),
            )
            for line in range(first, last + 1):
                self._statements[unit.place(line)] = (line, statement)

    def to_comment(self, place: tuple[int | None, int]) -> int | None:
        """The line of the unit that a comment about a place goes to."""
        if place not in self._statements:
            return None
        line, statement = self._statements[place]
        text = self._unit.text
        for match in _INSIDE.finditer(text, statement.start, statement.end):
            is_comment = text[match.start()] == "#"
            if not is_comment and self._line_at(match.start()) <= line < self._line_at(match.end()):
                return self._last_line(statement)
        return line

    def edit(self, line: int, codes: list[str]) -> Edit:
        """Add codes to the comment of a line, or a comment."""
        cell, shown = self._unit.place(line)
        written = self._unit.lines(cell)[shown - 1]
        comment = self._comment_on(line)
        noqa = None if comment is None else NOQA.search(written, comment)
        if noqa is not None and noqa["names"]:
            end = noqa.end("names")
            return self._insertion(cell, shown, end, ", " + ", ".join(codes))
        end = len(written.rstrip())
        return self._insertion(cell, shown, end, f"  # noqa: {', '.join(codes)}")

    def _comment_on(self, line: int) -> int | None:
        """The offset in its written line at which the comment of a line begins."""
        _, statement = self._statements[self._unit.place(line)]
        for start, _ in statement.comments:
            if self._line_at(start) == line:
                return self._unit.column(line, start - self._starts[line - 1] + 1) - 1
        return None

    def _insertion(self, cell: int | None, line: int, offset: int, text: str) -> Edit:
        return Edit(Span(self._unit.path, cell, line, offset + 1, line, offset + 1), text)

    def _last_line(self, statement: LogicalLine) -> int:
        return self._line_at(max(statement.end - 1, statement.start))

    def _line_at(self, offset: int) -> int:
        return bisect_right(self._starts, offset)
