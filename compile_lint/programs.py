"""From the text of one file to what its compile calls mean, with the rest of its project in reach.

libcst and the interpreter are imported only when a file passes the prefilter.
"""
# ruff: noqa: PLC0415 - see the sentence above

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from compile_lint.collector import collect, collector_resting, is_ours_and_due
from compile_lint.reach import Reach
from compile_lint.records import dataclass
from compile_lint.settings import SettingsLookup
from compile_lint.signs import digest
from compile_lint.sources.contents import ON_DISK, Contents, size_of
from compile_lint.sources.questions import Answer, Question, Questions
from compile_lint.spans import Span

if TYPE_CHECKING:
    import libcst as cst

    from compile_lint.model import Origin, SiteReading
    from compile_lint.sources import CellProblem, SourceUnit
    from compile_lint.sources.project import Project
    from compile_lint.sources.requirements import Requirement, Requirements
    from compile_lint.syntax.positions import Place

MAX_LOADED = 6_000_000  # characters of files kept for other programs; each that is parsed takes 80 bytes
MAX_UNCOLLECTED = 1_000_000  # characters read since what earlier programs left was freed
MAX_IMPORTED_BYTES = 2_000_000  # larger files are not followed into

LocateOrigin: TypeAlias = "Callable[[Origin], Span | None]"


@dataclass(frozen=True, slots=True)
class ReadProgram:
    """One program as interpreted, with the way to find the places of its nodes in all its files.

    ``modules`` are the units that ran, each with its syntax tree, by the unit's identity.
    """

    unit: SourceUnit
    readings: tuple[SiteReading, ...]
    modules: dict[int, Any]  # libcst modules, which only the layers that look into them may know
    has_untold: bool = False  # whose some call of a ``compile`` is may be told by other programs only

    def is_led_by(self, reading: SiteReading) -> bool:
        """Whether a call is its own, or one that it gets to: a function may wait for others to call it."""
        return reading.site.unit is self.unit or reading.reach is Reach.BY_PROGRAM

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
    from compile_lint.sources import SourceUnit

    assert isinstance(unit, SourceUnit)
    line, column, end_line, end_column = place
    cell, first = unit.place(line)
    _, last = unit.place(end_line)
    return Span(unit.path, cell, first, unit.column(line, column), last, unit.column(end_line, end_column))


def _parsed(
    unit: SourceUnit, *, is_whole: bool
) -> tuple[SourceUnit, cst.Module | None, Sequence[tuple[Span, str]]]:
    """A unit and its tree; of a notebook without the cells that the parser does not accept.

    Each cell is then tried by itself, so that thousands of bad ones cost as much as thousands of others.
    So it is with a script that is run cell by cell.
    """
    from compile_lint.sources.scripts import read_by_cells
    from compile_lint.syntax.parse import SyntaxProblem, parse_module

    def problem_of(problem: SyntaxProblem, before: int = 0) -> tuple[Span, str]:
        line = before + problem.line
        return span_in(unit, (line, problem.column, line, problem.column + 1)), problem.message

    try:
        return unit, parse_module(unit.text, is_whole=is_whole), ()
    except SyntaxProblem as problem:
        whole = problem_of(problem)
    bad: dict[int, tuple[Span, str]] = {}
    for cell, text in unit.cell_texts():
        try:
            parse_module(text, is_whole=is_whole)
        except SyntaxProblem as problem:  # noqa: PERF203 - most cells never come here
            bad[cell.index] = problem_of(problem, cell.start - 1)
    if bad:
        rest, module, problems = _parsed(unit.without_cells(bad), is_whole=is_whole)
        return rest, module, (*bad.values(), *problems)
    script = read_by_cells(unit)
    if script is None:
        return unit, None, (whole,)
    rest, module, problems = _parsed(script[0], is_whole=is_whole)
    return rest, module, (*(_said_of(bad, unit.path) for bad in script[1]), *problems)


def _said_of(bad: CellProblem, display: str) -> tuple[Span, str]:
    """The place of what was left out of a file, and what is wrong with it."""
    return Span(display, bad.cell, bad.line, bad.column, bad.line, bad.column + 1), bad.message


@dataclass(frozen=True, slots=True)
class BadSyntax:
    """What is no Python: a file, or some cells of it."""

    unit: SourceUnit
    problems: Sequence[tuple[Span, str]]  # place and message


@dataclass(frozen=True, slots=True)
class _Loaded:
    """An imported file: what tells its content from any other, and the file parsed, if it is a program."""

    answer: Answer
    parsed: tuple[SourceUnit, cst.Module] | None

    @property
    def size(self) -> int:
        return 0 if self.parsed is None else len(self.parsed[0].text)


@dataclass(slots=True)
class Programs:
    """Reads programs one after the other; files that several of them import are parsed once.

    ``questions`` holds what the last one asked of the files around it; ``answer`` answers it again.
    """

    lookup: SettingsLookup
    contents: Contents = ON_DISK
    given: Sequence[str] = ()  # the paths of the command line, by which imported files are shown
    questions: Questions = field(default_factory=Questions)
    _loaded: OrderedDict[Path, _Loaded] = field(default_factory=OrderedDict)
    _size: int = 0
    _roots: dict[Path, Path] = field(default_factory=dict)  # of projects, by the folder that asks
    _marked: dict[str, bool] = field(default_factory=dict)  # whether a project begins in a folder
    _uncollected: int = 0  # characters parsed since the last collection
    _parses_whole: bool = False  # leaves no body of a function for later
    _projects: dict[Path, Project] = field(default_factory=dict)
    _requirements: dict[Path, Requirements] = field(default_factory=dict)
    _declared: dict[Path, tuple[Requirement, ...]] = field(default_factory=dict)  # in a folder itself
    _settings: dict[int, str] = field(default_factory=dict)  # in short, by the identity of the settings

    def read(
        self,
        data: bytes,
        display: str,
        path: Path | None,
        *,
        is_stdin: bool = False,
        parses_whole: bool = False,
    ) -> Iterator[ReadProgram | BadSyntax]:
        """Parse and interpret what one file holds; what cannot be parsed is yielded as such and left out.

        Raises ``UnreadableSource`` if the bytes are no program text, and ``UnparsableBody`` if only a part of
        it was parsed and another is not what libcst takes. Looking into what is yielded may raise that too.
        With ``parses_whole`` it tells where the fault is, or leaves the imported file out.
        """
        from compile_lint.sources import from_bytes

        if parses_whole != self._parses_whole:
            self._parses_whole = parses_whole
            self._loaded.clear()
            self._size = 0
        self._collect_after_others()
        self.questions.begin()
        self._note_settings(display)
        loaded = from_bytes(data, display, is_stdin=is_stdin)
        if loaded.problems:
            yield BadSyntax(loaded.units[0], [_said_of(bad, display) for bad in loaded.problems])
        for unit in loaded.units:
            yield from self._read_unit(unit, path)

    def _read_unit(self, unit: SourceUnit, path: Path | None) -> Iterator[ReadProgram | BadSyntax]:
        with collector_resting():  # most of what is imported stays
            import compile_lint.syntax  # noqa: F401 - before all others, which see libcst imported
            from compile_lint.interpret import Surroundings, interpret
            from compile_lint.meaning import read_sites, resolve_keras
            from compile_lint.values.declared import Declarations

        unit, module, problems = _parsed(unit, is_whole=self._parses_whole)
        if problems:
            yield BadSyntax(unit, problems)
        if module is None:
            return
        surroundings = None
        if path is not None:
            surroundings = Surroundings(Path(os.path.abspath(path)), self.project_of(path), self._load)
        settings = self.lookup.of_reached_file(unit.path)
        declarations = Declarations.of(settings)
        with collector_resting():
            trace = interpret(unit, module, surroundings, declarations)
            declared = self.requirements_of(path)
            at_hand = resolve_keras(trace.events, declared, settings.target, settings.backend)
            readings = read_sites(trace, at_hand, declarations.name_hints)
        self._uncollected += len(unit.text)
        yield ReadProgram(unit, readings, dict(trace.modules), trace.has_untold)

    def project_of(self, path: Path) -> Project:
        """The project that a file belongs to."""
        folder = Path(os.path.abspath(path)).parent
        root = self._root(folder)
        self.questions.note(str(root), "root", str(folder))
        return self._project(root)

    def _root(self, folder: Path) -> Path:
        from compile_lint.roots import root_around, root_of_imports

        if folder not in self._roots:
            given = next((one for one in self.given if _is_below(folder, Path(one))), None)
            kind = self.lookup.sights.kind
            root = root_around(str(folder), given, self._marked, kind)
            self._roots[folder] = Path(root_of_imports(root, self._marked, kind))
        return self._roots[folder]

    def _project(self, root: Path) -> Project:
        from compile_lint.sources.project import Project

        if root not in self._projects:
            self._projects[root] = Project(root, self.questions, self.lookup.sights)
        return self._projects[root]

    def requirements_of(self, path: Path | None) -> Requirements:
        """What the project of a file says about the Keras that it runs with."""
        from compile_lint.sources.requirements import NO_REQUIREMENTS, requirements_around

        if path is None:
            return NO_REQUIREMENTS
        folder = Path(os.path.abspath(path)).parent
        if folder not in self._requirements:
            root, sights = self._root(folder), self.lookup.sights
            self._requirements[folder] = requirements_around(folder, root, self._declared, sights)
        found = self._requirements[folder]
        self.questions.note(repr(found), "requirements", str(folder))
        return found

    def _note_settings(self, display: str) -> None:
        settings = self.lookup.of_reached_file(display)
        if id(settings) not in self._settings:  # the lookup keeps its settings
            self._settings[id(settings)] = digest(settings.meaning.encode("utf-8", "surrogatepass"))
        self.questions.note(self._settings[id(settings)], "settings", display)

    # --- answering again ---------------------------------------------------------------------------

    def answer(self, question: Question) -> Answer:
        """Answer what the reading of a program asked, without any program.

        Raises ``LookupError`` or ``ValueError`` for what nobody asks.
        """
        kind, *about = question
        match kind:
            case "root":
                self.project_of(Path(about[0]) / "_")
            case "absolute" | "absolute but itself" | "relative" | "below" | "data" | "folders" | "text":
                self._ask_project(kind, *about)
            case "requirements":
                self.requirements_of(Path(about[0]) / "_")
            case "settings":
                self._note_settings(about[0])
            case "source":
                self._note_source(Path(about[0]))
        return self.questions.asked[question]

    def _ask_project(self, kind: str, root: str, place: str, *about: str) -> None:
        project, program = self._project(Path(root)), Path(place) / "_"
        match kind:
            case "absolute":
                project.absolute(program, about[0], [*map(Path, about[1:])])
            case "absolute but itself":
                project.absolute(Path(place), about[0], [*map(Path, about[1:])])
            case "relative":
                project.relative(program, int(about[0]), about[1])
            case "below":
                project.below(Path(place), about[0])
            case "data":
                project.data_file(about[0], program)
            case "folders":
                project.folders(about[0], program)
            case "text":
                project.text(Path(place))

    def _note_source(self, path: Path) -> None:
        data = self._bytes(path)
        self.questions.note(None if data is None else digest(data), "source", str(path))

    # --- imported files ----------------------------------------------------------------------------

    def _load(self, path: Path) -> tuple[SourceUnit, cst.Module] | None:
        """Parse a file that a program imports; None if it cannot be read (it gets its own turn)."""
        if path in self._loaded:
            self._loaded.move_to_end(path)
        else:
            self._loaded[path] = found = self._parse(path)
            self._size += found.size
            self._uncollected += found.size
            while self._size > MAX_LOADED and len(self._loaded) > 1:
                self._size -= self._loaded.popitem(last=False)[1].size
        loaded = self._loaded[path]
        self.questions.note(loaded.answer, "source", str(path))
        self._note_settings(self._display(path))
        return loaded.parsed

    def _collect_after_others(self) -> None:
        """Free what earlier programs left now and then, because a program is full of circles."""
        if self._uncollected > MAX_UNCOLLECTED or is_ours_and_due():
            from compile_lint.syntax.once import forget_nodes

            self._uncollected = 0
            forget_nodes()
            collect()

    def _parse(self, path: Path) -> _Loaded:
        from compile_lint.sources import UnreadableSource, from_bytes
        from compile_lint.syntax.parse import SyntaxProblem, parse_module

        data = self._bytes(path)
        if data is None:
            return _Loaded(None, None)
        answer = digest(data)
        try:
            unit = from_bytes(data, self._display(path)).unit
            if unit is None:
                return _Loaded(answer, None)
            return _Loaded(answer, (unit, parse_module(unit.text, is_whole=self._parses_whole)))
        except (UnreadableSource, SyntaxProblem):
            return _Loaded(answer, None)

    def _bytes(self, path: Path) -> bytes | None:
        """The content of an imported file; None if it is too large or cannot be read."""
        self.lookup.sights.content(str(path))
        try:
            return None if size_of(path) > MAX_IMPORTED_BYTES else self.contents.read(path)
        except OSError:
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


def _is_below(folder: Path, given: Path) -> bool:
    start = Path(os.path.abspath(given))
    return start == folder or start in folder.parents
