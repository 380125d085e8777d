"""The pipeline from paths to a report: find, read, parse, interpret, judge, locate.

It knows the order of the steps and what becomes of a file on which one of them fails; it knows no
output format. libcst and the interpreter are imported only when a file passes the prefilter.
"""
# ruff: noqa: PLC0415 - see the last sentence above

from __future__ import annotations

import traceback
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compile_lint import __version__
from compile_lint.findings import Certainty, Failure, Finding, Related, Report, Summary
from compile_lint.model import Origin, SiteReading
from compile_lint.rules import RULES, internal_error, syntax_error
from compile_lint.rules.judge import Judged, judge
from compile_lint.rules.registry import Rule
from compile_lint.rules.selection import resolve_selection
from compile_lint.settings import Settings
from compile_lint.sources import SourceUnit, UndecodableSource, UnreadableSource, from_bytes
from compile_lint.sources.prefilter import may_hold_compile_call
from compile_lint.spans import Span

if TYPE_CHECKING:
    from compile_lint.discovery import Found
    from compile_lint.inspection import CallView, Inspection
    from compile_lint.syntax.positions import Place

INTERNAL_ERROR = internal_error.RULE.code

LocateOrigin = Callable[[Origin], Span | None]
# Nodes are libcst's, which only the layers that look into them may know.
LocateNodes = Callable[[Collection[Any]], "dict[int, Place]"]


@dataclass(frozen=True, slots=True)
class ReadUnit:
    """One source unit as interpreted, with the way to find the places of its nodes."""

    unit: SourceUnit
    readings: tuple[SiteReading, ...]
    locate: LocateNodes

    def locator(self, origins: Iterable[Origin]) -> LocateOrigin:
        """Count out the places of some origins; the function returned knows these and no others."""
        places = self.locate([origin.node for origin in origins])

        def span_of(origin: Origin) -> Span | None:
            place = places.get(id(origin.node))
            return None if place is None else _span(self.unit, place)

        return span_of


def _span(unit: SourceUnit, place: Place) -> Span:
    line, column, end_line, end_column = place
    cell, first = unit.place(line)
    _, last = unit.place(end_line)
    return Span(unit.path, cell, first, column, last, end_column)


def check_paths(paths: Sequence[str], settings: Settings) -> Report:
    """Judge every compile call in files and folders.

    Raises ``SettingsError`` for settings that mean nothing.
    """
    checking = _Checking(settings)
    checking.reader.read_paths(paths, settings)
    return checking.report()


def check_source(data: bytes, display: str, settings: Settings) -> Report:
    """Judge every compile call in one source, given as bytes (standard input) and the name to call it."""
    checking = _Checking(settings)
    checking.reader.read_bytes(data, display, is_stdin=True)
    return checking.report()


def inspect_paths(paths: Sequence[str], settings: Settings) -> Inspection:
    """Say how every compile call in files and folders was understood."""
    inspecting = _Inspecting()
    inspecting.reader.read_paths(paths, settings)
    return inspecting.inspection()


def inspect_source(data: bytes, display: str) -> Inspection:
    """Say how every compile call in one source was understood."""
    inspecting = _Inspecting()
    inspecting.reader.read_bytes(data, display, is_stdin=True)
    return inspecting.inspection()


@dataclass(slots=True)
class _Reader:
    """Reads files, one unit at a time, and keeps account of what could not be read.

    ``take`` gets each unit. If that, or the reading, fails by a fault of ours, the file gets a
    finding and the next file is read.
    """

    take: Callable[[ReadUnit], None]
    files: int = 0
    files_parsed: int = 0
    compile_calls: int = 0
    findings: list[Finding] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    sources: dict[tuple[str, int | None], tuple[str, ...]] = field(default_factory=dict)

    def read_paths(self, paths: Sequence[str], settings: Settings) -> None:
        """Read the files that the paths lead to."""
        from compile_lint.discovery import DEFAULT_EXCLUDES, discover

        named = {Path(path) for path in paths}
        exclude = (*DEFAULT_EXCLUDES, *settings.exclude)
        for found in discover(paths, exclude=exclude, respect_gitignore=settings.respect_gitignore):
            if isinstance(found, Failure):
                self.failures.append(found)
            else:
                self._read_file(found, is_named=found.path in named)

    def _read_file(self, found: Found, *, is_named: bool) -> None:
        try:
            data = found.path.read_bytes()
        except OSError as error:
            self.failures.append(
                Failure(found.display, f"the file cannot be read: {error.strerror or error}")
            )
            return
        if is_named and b"\0" in data:  # who names a file expects it to be checked
            self.files += 1
            self.failures.append(Failure(found.display, "the file is binary: it contains NUL bytes"))
            return
        self.read_bytes(data, found.display)

    def read_bytes(self, data: bytes, display: str, *, is_stdin: bool = False) -> None:
        """Read a file by its content."""
        self.files += 1
        if not may_hold_compile_call(data):
            return
        top = Span(display, None, 1, 1, 1, 1)
        try:
            for read in self._read_units(data, display, is_stdin=is_stdin):
                self.compile_calls += len(read.readings)
                self.take(read)
        except UndecodableSource as problem:
            self._report(
                syntax_error.RULE, replace(top, line=problem.line, end_line=problem.line), problem.message
            )
        except UnreadableSource as problem:
            self.failures.append(Failure(display, problem.message))
        except Exception as error:  # noqa: BLE001 - whatever fails in one file, the others are read
            self._report(internal_error.RULE, top, *_account(error))

    def _read_units(self, data: bytes, display: str, *, is_stdin: bool) -> Iterator[ReadUnit]:
        """Parse and interpret a file; what cannot be parsed is reported and left out."""
        self.files_parsed += 1
        loaded = from_bytes(data, display, is_stdin=is_stdin)
        unit = loaded.unit
        if unit is None:
            return

        from compile_lint.interpret import interpret
        from compile_lint.meaning import read_sites
        from compile_lint.syntax.parse import SyntaxProblem, parse_module
        from compile_lint.syntax.positions import locate

        for bad in loaded.problems:
            place = Span(display, bad.cell, bad.line, bad.column, bad.line, bad.column + 1)
            self._report_syntax(unit, place, bad.message)
        module = None
        attempts = len(unit.cells) + 1  # each failure takes a cell away; a file without cells has one attempt
        for _ in range(attempts):
            try:
                module = parse_module(unit.text)
                break
            except SyntaxProblem as problem:
                place = _span(unit, (problem.line, problem.column, problem.line, problem.column + 1))
                self._report_syntax(unit, place, problem.message)
                if place.cell is not None:
                    unit = unit.without_cell(place.cell)
        if module is not None:
            yield ReadUnit(unit, read_sites(interpret(unit, module)), partial(locate, module))

    def _report_syntax(self, unit: SourceUnit, place: Span, message: str) -> None:
        self._report(syntax_error.RULE, place, message)
        self.keep_source(unit, place)

    def keep_source(self, unit: SourceUnit, *places: Span) -> None:
        """Keep the lines that a place stands in, for excerpts."""
        for place in places:
            key = (place.path, place.cell)
            if key not in self.sources:
                self.sources[key] = tuple(unit.lines(place.cell))

    def _report(self, rule: Rule, place: Span, message: str, advice: str = "") -> None:
        self.findings.append(
            Finding(rule.code, rule.name, rule.severity, Certainty.CERTAIN, message, place, advice=advice)
        )


def _account(error: Exception) -> tuple[str, str]:
    """Say what failed and where, and what to do about it, in a sentence each."""
    frames = traceback.extract_tb(error.__traceback__)
    home = Path(__file__).parent
    ours = [frame for frame in frames if home in Path(frame.filename).parents]
    last = ours[-1]
    place = f"{Path(last.filename).relative_to(home).as_posix()}:{last.lineno}"
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return (
        f"compile-lint {__version__} failed on this file: `{what}` at `{place}`",
        "Report this message and, if you can, the file; all other files were checked",
    )


class _Checking:
    """Collects the findings of a run."""

    def __init__(self, settings: Settings) -> None:
        self.reader = _Reader(self._take)
        self._settings = settings
        self._selection = resolve_selection(settings, RULES)

    def report(self) -> Report:
        reader = self.reader
        findings = sorted(filter(self._is_wanted, reader.findings), key=lambda finding: finding.sort_key)
        # A file that was not judged is never passed over, even where its finding is not wanted.
        hidden = [
            Failure(finding.span.path, finding.message)
            for finding in reader.findings
            if finding.code == INTERNAL_ERROR and not self._is_wanted(finding)
        ]
        summary = Summary(reader.files, reader.files_parsed, reader.compile_calls, len(findings))
        return Report(tuple(findings), summary, (*reader.failures, *hidden), reader.sources)

    def _is_wanted(self, finding: Finding) -> bool:
        return self._selection.wants(finding.code, finding.severity)

    def _take(self, read: ReadUnit) -> None:
        """Judge with every rule, so that what one rule finds does not depend on which others are on."""
        reported = [judged for judged in judge(read.readings, RULES) if self._is_reported(judged)]
        if not reported:
            return
        span_of = read.locator(origin for judged in reported for origin in _origins(judged))
        findings = [_finding(judged, span_of) for judged in reported]
        for finding in findings:
            related = (place.span for place in finding.related)
            self.reader.keep_source(read.unit, finding.span, *related)
        self.reader.findings.extend(findings)

    def _is_reported(self, judged: Judged) -> bool:
        is_sure_enough = judged.certainty.rank >= self._settings.min_certainty.rank
        return is_sure_enough and self._selection.wants(judged.rule.code, judged.severity)


def _origins(judged: Judged) -> Iterable[Origin]:
    yield judged.site
    yield judged.problem.at
    for because in judged.problem.because:
        yield because.origin


def _finding(judged: Judged, span_of: LocateOrigin) -> Finding:
    """Put a judged problem in its place. A reason without a place of its own stays unsaid."""
    site = span_of(judged.site)
    place = span_of(judged.problem.at) or site
    assert place is not None, "a compile call stands in the module that it was read from"
    related = ((because.label, span_of(because.origin)) for because in judged.problem.because)
    return Finding(
        code=judged.rule.code,
        name=judged.rule.name,
        severity=judged.severity,
        certainty=judged.certainty,
        message=judged.problem.message,
        span=place,
        site=site,
        related=tuple(Related(span, label) for label, span in related if span is not None),
        advice=judged.problem.advice,
    )


def _reading_order(span: Span) -> tuple[object, ...]:
    return (span.path, span.cell or 0, span.line, span.column)


class _Inspecting:
    """Collects what a run understood."""

    def __init__(self) -> None:
        self.reader = _Reader(self._take)
        self._calls: list[CallView] = []

    def inspection(self) -> Inspection:
        from compile_lint.inspection import Inspection

        reader = self.reader
        calls = sorted(self._calls, key=lambda call: _reading_order(call.site))
        findings = sorted(reader.findings, key=lambda finding: finding.sort_key)
        return Inspection(tuple(calls), reader.files, tuple(findings), tuple(reader.failures))

    def _take(self, read: ReadUnit) -> None:
        from compile_lint.inspection import origins_to_show, view_call

        wanted = [reading.site for reading in read.readings]
        wanted.extend(origin for reading in read.readings for origin in origins_to_show(reading))
        span_of = read.locator(wanted)
        for reading in read.readings:
            site = span_of(reading.site)
            assert site is not None, "a compile call stands in the module that it was read from"
            self._calls.append(view_call(reading, site, span_of))
