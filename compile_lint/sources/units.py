"""A source unit: one program as the parser reads it, with the way back to where people see its lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

_LINE_BREAK = re.compile(r"\r\n?|\n")


class UnreadableSource(Exception):
    """The file cannot be turned into program text; ``message`` says why in one sentence."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class UndecodableSource(UnreadableSource):
    """The bytes are no text in the encoding that the file names; Python calls that a syntax error."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line


def split_lines(text: str) -> tuple[str, ...]:
    """The lines of ``text`` without their ends: Python's three line ends, not all of ``str.splitlines``."""
    return tuple(_LINE_BREAK.split(text))


@dataclass(frozen=True, slots=True)
class Cell:
    """A code cell: its 1-based index among *all* cells, its first line in the unit, its lines as written."""

    index: int
    start: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CellProblem:
    """A cell that was left out because it is not Python. ``line`` and ``column`` are 1-based, in the cell."""

    cell: int
    line: int
    column: int
    message: str


@dataclass(frozen=True, slots=True)
class SourceUnit:
    """One program: a file, or all code cells of a notebook joined in order.

    ``path`` is how the file is shown to people. ``text`` is what the parser gets, with the line ends of the
    file and without a byte order mark. ``cells`` is empty for anything but a notebook.
    """

    path: str
    text: str
    cells: tuple[Cell, ...] = ()
    is_stdin: bool = False
    is_notebook: bool = False

    def place(self, line: int) -> tuple[int | None, int]:
        """Turn a line of ``text`` into the cell (``None`` outside notebooks) and the line in it."""
        cell = self._cell_at(line)
        return (None, line) if cell is None else (cell.index, line - cell.start + 1)

    def lines(self, cell: int | None = None) -> tuple[str, ...]:
        """The lines as people wrote them: of one cell of a notebook, or of the whole file."""
        if cell is None:
            return split_lines(self.text)
        return next((each.lines for each in self.cells if each.index == cell), ())

    def without_cell(self, index: int) -> SourceUnit:
        """The same unit with one cell blanked in ``text``, for when the parser cannot read that cell."""
        lines = self.text.split("\n")
        for cell in self.cells:
            if cell.index == index:
                lines[cell.start - 1 : cell.start - 1 + len(cell.lines)] = [""] * len(cell.lines)
        return replace(self, text="\n".join(lines))

    def _cell_at(self, line: int) -> Cell | None:
        position = bisect_right(self.cells, line, key=lambda cell: cell.start)
        return self.cells[max(position - 1, 0)] if self.cells else None
