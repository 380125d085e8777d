"""Where in the text of a notebook file the characters of its cells stand.

A notebook is JSON: what people see as line 2 of a cell is a string somewhere in the file, in which some
characters take two or six. Formats that point into files need that place.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator

from compile_lint.records import dataclass
from compile_lint.sources.units import SourceUnit, split_lines, without_common_indent
from compile_lint.spans import Span

_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\],:]')
_CHARACTER = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"  # a pair of surrogates is one character
    r"|\\u[0-9a-fA-F]{4}|\\.|[^\\]",
    re.DOTALL,
)
_LINE_END = re.compile(r"\r\n?|\n")

# The keys and indices that lead to a value.
JsonPath = tuple[str | int | None, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """One character of a cell, and the stretch of the file that it is written as."""

    text: str
    start: int
    end: int


class NotebookText:
    """The text of one notebook file, with the way from its cells to its own lines and columns."""

    def __init__(self, unit: SourceUnit) -> None:
        text = unit.raw
        self.unit = unit
        self._line_starts = [0, *(found.end() for found in _LINE_END.finditer(text))]
        self._cells = [[_Piece(*piece) for piece in pieces] for pieces in cell_characters(text)]

    def in_file(self, span: Span) -> Span | None:
        """The place in the file of a span in a cell; None if the file is not what its cells say."""
        if span.cell is None or span.cell > len(self._cells):
            return None
        pieces = self._cells[span.cell - 1]
        lines = self.unit.lines(span.cell)
        starts = _starts_of_lines(pieces)
        if split_lines("".join(piece.text for piece in pieces)) != lines or not pieces:
            return None
        indent = without_common_indent(lines)[1]
        first = self._offset(pieces, starts[span.line - 1] + span.column - 1 + indent)
        last = starts[span.end_line - 1] + span.end_column - 1 + indent
        # The end is the end of the last character: what follows may stand in another string of the file.
        is_empty = (span.line, span.column) == (span.end_line, span.end_column)
        end = first if is_empty else pieces[min(last, len(pieces)) - 1].end
        return Span(span.path, None, *self._place(first), *self._place(end))

    def _offset(self, pieces: list[_Piece], index: int) -> int:
        return pieces[index].start if index < len(pieces) else pieces[-1].end

    def _place(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1


def _starts_of_lines(pieces: list[_Piece]) -> list[int]:
    """The index of the first character of each line of a cell."""
    text = "".join(piece.text for piece in pieces)
    return [0, *(found.end() for found in _LINE_END.finditer(text))]


def cell_characters(text: str) -> list[list[tuple[str, int, int]]]:
    """The characters of the source of each cell in order, with where each begins and ends."""
    cells: dict[tuple[object, ...], list[tuple[str, int, int]]] = {}
    for path, start, end in _strings(text):
        match path:
            case ("cells", int() as index, key, *rest):
                cell = cells.setdefault((index,), [])
            case ("worksheets", int() as sheet, "cells", int() as index, key, *rest):  # before nbformat 4
                cell = cells.setdefault((sheet, index), [])
            case _:
                continue
        if key in ("source", "input") and all(isinstance(step, int) for step in rest):
            cell.extend(_characters(text, start, end))
    return list(cells.values())


def _strings(text: str) -> Iterator[tuple[JsonPath, int, int]]:
    """The values of a JSON text that are strings: how they are reached, and where they stand."""
    path: list[str | int | None] = []
    for token in _TOKEN.finditer(text):
        match token.group():
            case "{":
                path.append(None)  # until the key is read
            case "[":
                path.append(0)
            case "}" | "]":
                path.pop()
            case ",":
                path[-1] = path[-1] + 1 if isinstance(path[-1], int) else None
            case ":":
                pass
            case string if path and path[-1] is None:
                path[-1] = str(json.loads(string))
            case _:
                yield tuple(path), token.start() + 1, token.end() - 1


def _characters(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    for found in _CHARACTER.finditer(text, start, end):
        written = found.group()
        character = json.loads(f'"{written}"') if written.startswith("\\") else written
        yield character, found.start(), found.end()
