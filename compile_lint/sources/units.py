"""A source unit: one program as the parser reads it, with the way back to where people see its lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from compile_lint.records import dataclass

_LINE_BREAK = re.compile(r"\r\n?|\n")


class UnparsableBody(Exception):
    """Python takes the body of a function, and libcst does not: it is older than what is written there."""


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


def without_common_indent(lines: Sequence[str]) -> tuple[list[str], int]:
    """Shift lines that are indented as a whole to the left margin, and tell by how many characters."""
    first = next((line for line in lines if line.strip()), "")
    indent = first[: len(first) - len(first.lstrip(" \t"))]
    if not indent:
        return list(lines), 0
    return [line.removeprefix(indent) for line in lines], len(indent)


@dataclass(frozen=True, slots=True)
class Cell:
    """A code cell: its 1-based index among *all* cells, its first line in the unit, its lines as written."""

    index: int
    start: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CellProblem:
    """A cell or fence that was left out because it is not Python.

    ``line`` and ``column`` are 1-based, in the cell; ``cell`` is ``None`` for a fence, whose places are those
    of its file.
    """

    cell: int | None
    line: int
    column: int
    message: str


@dataclass(frozen=True, slots=True)
class Document:
    """The file of prose or cells that a program was taken from: its lines, and where each of the code stands.

    ``places`` holds for each line of the program its 1-based line in the file, and how many characters stand
    before the code there: indentation, quotation marks or a prompt. ``guessed`` holds first and last lines
    in the file of fences that nothing but names joined to one program, ``several`` of those among them that
    show one of several ways to make what a later one uses, and ``headings`` the lines at which the sections
    of the file begin.
    """

    lines: tuple[str, ...]
    places: tuple[tuple[int, int], ...]
    guessed: tuple[tuple[int, int], ...] = ()
    several: tuple[tuple[int, int], ...] = ()
    headings: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceUnit:
    """One program: a file, all code cells of a notebook joined in order, or code fences of a document.

    ``path`` is how the file is shown to people. ``text`` is what the parser gets, with the line ends of the
    file and without a byte order mark. ``cells`` is empty for anything but a notebook, and ``raw`` is the
    text of a notebook's file.
    """

    path: str
    text: str
    cells: tuple[Cell, ...] = ()
    is_stdin: bool = False
    is_notebook: bool = False
    document: Document | None = None
    raw: str = ""

    def place(self, line: int) -> tuple[int | None, int]:
        """Turn a line of ``text`` into the cell (``None`` outside notebooks) and the line in it."""
        if self.document is not None:
            return None, self._in_document(line)[0]
        cell = self._cell_at(line)
        return (None, line) if cell is None else (cell.index, line - cell.start + 1)

    def column(self, line: int, column: int) -> int:
        """Turn a 1-based column in a line of ``text`` into the column in the file."""
        return column if self.document is None else column + self._in_document(line)[1]

    def lines(self, cell: int | None = None) -> tuple[str, ...]:
        """The lines as people wrote them: of one cell of a notebook, or of the whole file."""
        if self.document is not None:
            return self.document.lines
        if cell is None:
            return split_lines(self.text)
        return next((each.lines for each in self.cells if each.index == cell), ())

    def cell_texts(self) -> Iterator[tuple[Cell, str]]:
        """The cells of a notebook, each with its part of ``text``."""
        lines = self.text.split("\n")
        for cell in self.cells:
            start = cell.start - 1
            yield cell, "\n".join(lines[start : start + len(cell.lines)])

    def without_cells(self, indexes: Container[int]) -> SourceUnit:
        """The same unit with some cells blanked in ``text``, for when the parser cannot read these."""
        lines = self.text.split("\n")
        for cell in self.cells:
            if cell.index in indexes:
                lines[cell.start - 1 : cell.start - 1 + len(cell.lines)] = [""] * len(cell.lines)
        return replace(self, text="\n".join(lines))

    def _in_document(self, line: int) -> tuple[int, int]:
        assert self.document is not None
        return self.document.places[min(line, len(self.document.places)) - 1]

    def _cell_at(self, line: int) -> Cell | None:
        position = bisect_right(self.cells, line, key=lambda cell: cell.start)
        return self.cells[max(position - 1, 0)] if self.cells else None
