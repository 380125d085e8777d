"""From the text of one file to what its compile calls mean, with the rest of its project in reach.

libcst and the interpreter are imported only when a file passes the prefilter.
"""
# ruff: noqa: PLC0415 - see the sentence above

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compile_lint.model import Origin, SiteReading
from compile_lint.settings import SettingsLookup
from compile_lint.sources import SourceUnit, UnreadableSource, from_bytes
from compile_lint.sources.contents import ON_DISK, Contents
from compile_lint.spans import Span

if TYPE_CHECKING:
    import libcst as cst

    from compile_lint.sources.project import Project
    from compile_lint.sources.requirements import Requirements
    from compile_lint.syntax.positions import Place

MAX_LOADED = 1_000_000  # characters of parsed files kept for other programs; each takes about 80 bytes
MAX_IMPORTED_BYTES = 2_000_000  # larger files are not followed into

LocateOrigin = Callable[[Origin], "Span | None"]


@dataclass(frozen=True, slots=True)
class ReadProgram:
    """One program as interpreted, with the way to find the places of its nodes in all its files.

    ``modules`` are the units that ran, each with its syntax tree, by the unit's identity.
    """

    unit: SourceUnit
    readings: tuple[SiteReading, ...]
    modules: dict[int, Any]  # libcst modules, which only the layers that look into them may know
    has_untold: bool = False  # whose some call of a ``compile`` is may be told by other programs only

    def locator(self, origins: Iterable[Origin]) -> LocateOrigin:
        """Count out the places of some origins; the function returned knows these and no others."""
        from compile_lint.syntax.positions import locate

        by_unit: dict[int, list[Any]] = {}
        for origin in origins:
            by_unit.setdefault(id(origin.unit), []).append(origin.node)
        places: dict[int, dict[int, Place]] = {
            unit: locate(self.modules[unit], nodes) for unit, nodes in by_unit.items() if unit in self.modules
        }

        def span_of(origin: Origin) -> Span | None:
            place = places.get(id(origin.unit), {}).get(id(origin.node))
            return None if place is None else span_in(origin.unit, place)

        return span_of


def span_in(unit: object, place: Place) -> Span:
    """A place of a unit as people see it."""
    assert isinstance(unit, SourceUnit)
    line, column, end_line, end_column = place
    cell, first = unit.place(line)
    _, last = unit.place(end_line)
    return Span(unit.path, cell, first, unit.column(line, column), last, unit.column(end_line, end_column))


@dataclass(frozen=True, slots=True)
class BadSyntax:
    """A file or cell that is no Python."""

    unit: SourceUnit
    place: Span
    message: str


@dataclass(slots=True)
class Programs:
    """Reads programs one after the other; files that several of them import are parsed once."""

    lookup: SettingsLookup
    contents: Contents = ON_DISK
    given: Sequence[str] = ()  # the paths of the command line, by which imported files are shown
    _loaded: OrderedDict[Path, tuple[SourceUnit, cst.Module] | None] = field(default_factory=OrderedDict)
    _size: int = 0
    _projects: dict[Path, Project] = field(default_factory=dict)
    _requirements: dict[Path, Requirements] = field(default_factory=dict)

    def read(
        self, data: bytes, display: str, path: Path | None, *, is_stdin: bool = False
    ) -> Iterator[ReadProgram | BadSyntax]:
        """Parse and interpret what one file holds; what cannot be parsed is yielded as such and left out.

        Raises ``UnreadableSource`` if the bytes are no program text.
        """
        loaded = from_bytes(data, display, is_stdin=is_stdin)
        for bad in loaded.problems:
            place = Span(display, bad.cell, bad.line, bad.column, bad.line, bad.column + 1)
            yield BadSyntax(loaded.units[0], place, bad.message)
        for unit in loaded.units:
            yield from self._read_unit(unit, path)

    def _read_unit(self, unit: SourceUnit, path: Path | None) -> Iterator[ReadProgram | BadSyntax]:
        from compile_lint.interpret import Surroundings, interpret
        from compile_lint.meaning import read_sites, resolve_keras
        from compile_lint.syntax.parse import SyntaxProblem, parse_module
        from compile_lint.values.declared import Declarations

        module = None
        attempts = len(unit.cells) + 1  # each failure takes a cell away; a file without cells has one attempt
        for _ in range(attempts):
            try:
                module = parse_module(unit.text)
                break
            except SyntaxProblem as problem:
                place = span_in(unit, (problem.line, problem.column, problem.line, problem.column + 1))
                yield BadSyntax(unit, place, problem.message)
                if place.cell is not None:
                    unit = unit.without_cell(place.cell)
        if module is None:
            return
        surroundings = None
        if path is not None:
            surroundings = Surroundings(Path(os.path.abspath(path)), self.project_of(path), self._load)
        settings = self.lookup.of_file(unit.path)
        declarations = Declarations.of(settings)
        trace = interpret(unit, module, surroundings, declarations)
        declared = self.requirements_of(path)
        at_hand = resolve_keras(trace.events, declared, settings.target, settings.backend)
        readings = read_sites(trace, at_hand, declarations.name_hints)
        yield ReadProgram(unit, readings, dict(trace.modules), trace.has_untold)

    def project_of(self, path: Path) -> Project:
        """The project that a file belongs to."""
        from compile_lint.sources.project import Project

        folder = Path(os.path.abspath(path)).parent
        if folder not in self._projects:
            given = next((Path(one) for one in self.given if _is_below(folder, Path(one))), None)
            self._projects[folder] = Project.around(path, given)
        return self._projects[folder]

    def requirements_of(self, path: Path | None) -> Requirements:
        """What the project of a file says about the Keras that it runs with."""
        from compile_lint.sources.requirements import NO_REQUIREMENTS, requirements_around

        if path is None:
            return NO_REQUIREMENTS
        folder = Path(os.path.abspath(path)).parent
        if folder not in self._requirements:
            self._requirements[folder] = requirements_around(folder, self.project_of(path).root)
        return self._requirements[folder]

    def _load(self, path: Path) -> tuple[SourceUnit, cst.Module] | None:
        """Parse a file that a program imports; None if it cannot be read (it gets its own turn)."""
        if path in self._loaded:
            self._loaded.move_to_end(path)
            return self._loaded[path]
        self._loaded[path] = found = self._parse(path)
        self._size += _size(found)
        while self._size > MAX_LOADED and len(self._loaded) > 1:
            self._size -= _size(self._loaded.popitem(last=False)[1])
        return found

    def _parse(self, path: Path) -> tuple[SourceUnit, cst.Module] | None:
        from compile_lint.syntax.parse import SyntaxProblem, parse_module

        try:
            if path.stat().st_size > MAX_IMPORTED_BYTES:
                return None
            unit = from_bytes(self.contents.read(path), self._display(path)).unit
            return None if unit is None else (unit, parse_module(unit.text))
        except (OSError, UnreadableSource, SyntaxProblem):
            return None

    def _display(self, path: Path) -> str:
        """How an imported file is shown: as if it had been found on the way from the paths given."""
        for given in self.given:
            start = Path(os.path.abspath(given))
            if start in path.parents:
                below = path.relative_to(start).as_posix()
                shown = given.replace(os.sep, "/").rstrip("/")
                while shown.startswith("./"):
                    shown = shown[2:].lstrip("/")
                return below if shown in ("", ".") else f"{shown}/{below}"
        try:
            return path.relative_to(Path.cwd()).as_posix()
        except ValueError:
            return path.as_posix()


def _size(loaded: tuple[SourceUnit, cst.Module] | None) -> int:
    return 0 if loaded is None else len(loaded[0].text)


def _is_below(folder: Path, given: Path) -> bool:
    start = Path(os.path.abspath(given))
    return start == folder or start in folder.parents
