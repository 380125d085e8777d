"""Takes out of units what shows the places that findings are about."""
# ruff: noqa: PLC0415 - most runs meet no notebook

from __future__ import annotations

from typing import TYPE_CHECKING

from compile_lint.records import dataclass
from compile_lint.run.outcome import Excerpts
from compile_lint.sources import SourceUnit
from compile_lint.sources.outline import Outline
from compile_lint.spans import Span

if TYPE_CHECKING:
    from compile_lint.sources.notebook_text import NotebookText


@dataclass(slots=True)
class ExcerptMaker:
    """Finds what shows places of units; a file with one finding often has more."""

    _notebook: NotebookText | None = None  # the last one that a place was sought in
    _outline: tuple[SourceUnit, Outline] | None = None

    def keep(self, excerpts: Excerpts, unit: SourceUnit, *places: Span) -> None:
        """Keep the lines that places of a unit stand in, and where cells stand in the text of the file."""
        for place in places:
            key = (place.path, place.cell)
            if key not in excerpts.sources:
                excerpts.sources[key] = tuple(unit.lines(place.cell))
        in_cells = [place for place in places if place.cell is not None and place not in excerpts.in_file]
        if in_cells:
            from compile_lint.sources.notebook_text import NotebookText

            if self._notebook is None or self._notebook.unit is not unit:
                self._notebook = NotebookText(unit)
            located = ((place, self._notebook.in_file(place)) for place in in_cells)
            excerpts.in_file.update((place, in_file) for place, in_file in located if in_file is not None)
        for place in places:
            line = (place.cell, place.line)
            if (unit.path, line) not in excerpts.statements:
                excerpts.statements[unit.path, line] = self._outline_of(unit).statement(line)

    def _outline_of(self, unit: SourceUnit) -> Outline:
        if self._outline is None or self._outline[0] is not unit:
            self._outline = (unit, Outline(unit))
        return self._outline[1]
