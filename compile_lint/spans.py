"""Places in source files, as people and editors count them."""

from __future__ import annotations

from dataclasses import dataclass

Line = tuple[int | None, int]
"""A cell (``None`` outside notebooks) and the line in it."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of one file or notebook cell.

    Lines and columns are 1-based and columns count code points. ``end_column`` is the column after
    the last character. ``cell`` is the 1-based index among *all* cells of a notebook, and ``None``
    for files that have no cells.
    """

    path: str
    cell: int | None
    line: int
    column: int
    end_line: int
    end_column: int

    def __str__(self) -> str:
        cell = "" if self.cell is None else f":cell {self.cell}"
        return f"{self.path}{cell}:{self.line}:{self.column}"

    def __contains__(self, other: Span) -> bool:
        """Whether another stretch lies within this one."""
        return (
            (self.path, self.cell) == (other.path, other.cell)
            and (self.line, self.column) <= (other.line, other.column)
            and (other.end_line, other.end_column) <= (self.end_line, self.end_column)
        )
