"""Reads files, one program at a time, and says what becomes of a file that cannot be read or judged.

libcst and the interpreter are imported only when a file passes the prefilter.
"""
# ruff: noqa: PLC0415 - see the last sentence above

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from compile_lint import __version__
from compile_lint.findings import Certainty, Failure, Finding
from compile_lint.fingerprints import Line, Outline
from compile_lint.plugins.loading import account_of
from compile_lint.programs import BadSyntax, Programs, ReadProgram
from compile_lint.rules import internal_error, syntax_error
from compile_lint.rules.judge import BrokenRule
from compile_lint.rules.registry import Rule
from compile_lint.settings import SettingsLookup
from compile_lint.sources import SourceUnit, UndecodableSource, UnreadableSource
from compile_lint.sources.prefilter import is_of_interest, possible_imports
from compile_lint.spans import Span

if TYPE_CHECKING:
    from compile_lint.discovery import Found
    from compile_lint.sources.notebook_text import NotebookText

INTERNAL_ERROR = internal_error.RULE.code


class Watch(Protocol):
    """Follows a run from outside."""

    def __call__(self, path: str, *, is_parsed: bool) -> None:
        """Take note of a file that is looked at, and again if it is parsed."""


@dataclass(slots=True)
class Reader:
    """Reads files, one unit at a time, and keeps account of what could not be read.

    ``take`` gets each unit, ``take_broken`` each that is no Python. If that, or the reading, fails by a fault
    of ours, the file gets a finding and the next file is read.
    """

    take: Callable[[ReadProgram], None]
    take_broken: Callable[[SourceUnit], object]
    programs: Programs
    watch: Watch | None = None
    files: int = 0
    files_parsed: int = 0
    findings: list[Finding] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    sources: dict[tuple[str, int | None], tuple[str, ...]] = field(default_factory=dict)
    in_file: dict[Span, Span] = field(default_factory=dict)  # of places in cells: those in the file's text
    _notebook: NotebookText | None = None  # the last one that a place was sought in
    statements: dict[tuple[str, Line], str] = field(default_factory=dict)  # those that findings stand in
    _outline: tuple[SourceUnit, Outline] | None = None
    _discover: Callable[..., Iterator[Found | Failure]] | None = None
    _parsed: set[str] = field(default_factory=set)
    _with_compile: set[Path] = field(default_factory=set)  # files with compile calls, and their packages

    def read_paths(self, paths: Sequence[str], lookup: SettingsLookup) -> None:
        """Read the files that the paths lead to."""
        from compile_lint.discovery import discover

        self.programs.given = paths
        named = {Path(path) for path in paths}
        self._discover = partial(discover, paths, lookup)
        for found in self._discover():
            if isinstance(found, Failure):
                self.failures.append(found)
            else:
                self._read_file(found, is_named=found.path in named)
        if self._with_compile:
            self._read_importers(self._discover(only_python=True))

    def among_files(self, names: set[str]) -> set[str]:
        """Which of these files are among those that the paths lead to."""
        others = names - self._parsed
        if not others or self._discover is None:
            return names - others
        found = {
            found.display for found in self._discover(only_python=True) if not isinstance(found, Failure)
        }
        return names - (others - found)

    def _read_file(self, found: Found, *, is_named: bool) -> None:
        try:
            data = self.programs.contents.read(found.path)
        except OSError as error:
            self.failures.append(
                Failure(found.display, f"the file cannot be read: {error.strerror or error}")
            )
            return
        if is_named and b"\0" in data:  # who names a file expects it to be checked
            self.files += 1
            self.failures.append(Failure(found.display, "the file is binary: it contains NUL bytes"))
            return
        self.read_bytes(data, found.display, found.path)

    def read_bytes(
        self, data: bytes, display: str, path: Path | None = None, *, is_stdin: bool = False
    ) -> None:
        """Read a file by its content; ``path`` lets it import other files of its project."""
        self.files += 1
        if self.watch is not None:
            self.watch(display, is_parsed=False)
        if is_of_interest(data) and self._read_program(data, display, path, is_stdin=is_stdin):
            self._with_compile.update(_importable_as(path))

    def _read_importers(self, discovered: Iterable[Found | Failure]) -> None:
        """Read the files without a compile call that import one: they say what it is called with.

        The tree is walked a second time, so that memory does not grow with the number of files.
        """
        for found in discovered:
            if isinstance(found, Failure):
                continue
            try:
                data = self.programs.contents.read(found.path)
            except OSError:
                continue  # it was reported the first time, or has nothing of its own to report
            if is_of_interest(data):
                continue
            if self.programs.project_of(found.path).may_lead_to(
                found.path, possible_imports(data), self._with_compile
            ):
                self._read_program(data, found.display, found.path)

    def _read_program(self, data: bytes, display: str, path: Path | None, *, is_stdin: bool = False) -> bool:
        """Parse and interpret a file; tell whether it holds a Keras compile call after all, or may."""
        self.files_parsed += 1
        if self.watch is not None:
            self.watch(display, is_parsed=True)
        self._parsed.add(display)
        has_compile = False
        top = Span(display, None, 1, 1, 1, 1)
        try:
            for read in self.programs.read(data, display, path, is_stdin=is_stdin):
                if isinstance(read, BadSyntax):
                    self._report(syntax_error.RULE, read.place, read.message)
                    self.keep_places(read.unit, read.place)
                    self.take_broken(read.unit)
                else:
                    self.take(read)
                    has_compile = has_compile or bool(read.readings) or read.has_untold
        except UndecodableSource as problem:
            self._report(
                syntax_error.RULE, replace(top, line=problem.line, end_line=problem.line), problem.message
            )
        except UnreadableSource as problem:
            self.failures.append(Failure(display, problem.message))
        except Exception as error:  # noqa: BLE001 - whatever fails in one file, the others are read
            self._report(internal_error.RULE, top, *_account(error))
        return has_compile

    def keep_places(self, unit: SourceUnit, *places: Span) -> None:
        """Keep the lines that places of a unit stand in, and where cells stand in the text of the file."""
        for place in places:
            key = (place.path, place.cell)
            if key not in self.sources:
                self.sources[key] = tuple(unit.lines(place.cell))
        in_cells = [place for place in places if place.cell is not None and place not in self.in_file]
        if in_cells:
            from compile_lint.sources.notebook_text import NotebookText

            if self._notebook is None or self._notebook.unit is not unit:
                self._notebook = NotebookText(unit)
            located = ((place, self._notebook.in_file(place)) for place in in_cells)
            self.in_file.update((place, in_file) for place, in_file in located if in_file is not None)
        for place in places:
            line = (place.cell, place.line)
            if (unit.path, line) not in self.statements:
                self.statements[unit.path, line] = self._outline_of(unit).statement(line)

    def _outline_of(self, unit: SourceUnit) -> Outline:
        """The statements of a unit; a file with one finding often has more."""
        if self._outline is None or self._outline[0] is not unit:
            self._outline = (unit, Outline(unit))
        return self._outline[1]

    def report_broken(self, path: str, broken: BrokenRule) -> None:
        """Report that a rule of a plugin fails on a file."""
        rule = broken.rule
        account = account_of(broken.error, rule.plugin)
        self._report(
            internal_error.RULE,
            Span(path, None, 1, 1, 1, 1),
            f"the rule `{rule.code}` of the plugin `{rule.plugin}` failed on this file: {account}",
            f"Mend the rule, or leave it out by `--ignore {rule.code}`; all other rules were applied",
        )

    def _report(self, rule: Rule, place: Span, message: str, advice: str = "") -> None:
        self.findings.append(
            Finding(rule.code, rule.name, rule.severity, Certainty.CERTAIN, message, place, advice=advice)
        )


def _importable_as(path: Path | None) -> Iterator[Path]:
    """What an import may name to get at a file: itself, or a package whose ``__init__`` tells of it."""
    if path is None or path.suffix != ".py":
        return
    path = Path(os.path.abspath(path))
    yield path
    folder = path.parent
    init = folder / "__init__.py"
    if path.name == "__init__.py" or _mentions(init, path.stem):
        yield folder


def _mentions(init: Path, module: str) -> bool:
    try:
        return module.encode() in init.read_bytes()
    except OSError:
        return False


def _account(error: Exception) -> tuple[str, str]:
    """Say what failed and where, and what to do about it, in a sentence each."""
    frames = traceback.extract_tb(error.__traceback__)
    home = Path(__file__).parent.parent
    ours = [frame for frame in frames if home in Path(frame.filename).parents]
    last = ours[-1]
    place = f"{Path(last.filename).relative_to(home).as_posix()}:{last.lineno}"
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return (
        f"compile-lint {__version__} failed on this file: `{what}` at `{place}`",
        "Report this message and, if you can, the file; all other files were checked",
    )
