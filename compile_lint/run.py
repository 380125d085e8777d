"""The pipeline from paths to a report: find, read, parse, interpret, judge, locate.

It knows the order of the steps and what becomes of a file on which one of them fails; it knows no
output format. libcst and the interpreter are imported only when a file passes the prefilter.
"""
# ruff: noqa: PLC0415 - see the last sentence above

from __future__ import annotations

import os
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from compile_lint import __version__
from compile_lint.baseline import Baseline, Entry
from compile_lint.findings import Certainty, Failure, Finding, Related, Severity
from compile_lint.fingerprints import Line, Outline, with_fingerprints
from compile_lint.model import Origin
from compile_lint.plugins.loading import account_of, load_rules
from compile_lint.programs import BadSyntax, LocateOrigin, Programs, ReadProgram
from compile_lint.report import Report, Summary
from compile_lint.rules import internal_error, syntax_error, unused_suppression
from compile_lint.rules.judge import BrokenRule, Judged, judge
from compile_lint.rules.policy import Policies
from compile_lint.rules.registry import Rule
from compile_lint.settings import Settings, SettingsLookup
from compile_lint.sources import SourceUnit, UndecodableSource, UnreadableSource
from compile_lint.sources.contents import ON_DISK, Contents
from compile_lint.sources.prefilter import may_hold_compile_call, possible_imports
from compile_lint.spans import Span
from compile_lint.suppress import Suppressions

if TYPE_CHECKING:
    from compile_lint.discovery import Found
    from compile_lint.fixes.offers import Offers
    from compile_lint.inspection import CallView, Inspection
    from compile_lint.sources.notebook_text import NotebookText

INTERNAL_ERROR = internal_error.RULE.code


def check_paths(
    paths: Sequence[str],
    settings: Settings | SettingsLookup,
    *,
    with_calls: bool = False,
    uses_baseline: bool = True,
    watch: Watch | None = None,
    contents: Contents = ON_DISK,
) -> Report:
    """Judge every compile call in files and folders, with the settings of each file.

    ``with_calls`` reports how each call was understood, too. ``uses_baseline`` tells whether the findings of
    the baseline that the settings name are left out. ``watch`` is told of each file.

    Raises ``SettingsError`` for settings that mean nothing.
    """
    lookup = SettingsLookup.around(settings)
    checking = _Checking(lookup, _CallViews() if with_calls else None, uses_baseline=uses_baseline)
    checking.reader.watch = watch
    checking.reader.programs.contents = contents
    checking.reader.read_paths(paths, lookup)
    return checking.report()


def check_source(
    data: bytes,
    display: str,
    settings: Settings | SettingsLookup,
    *,
    path: Path | None = None,
    with_calls: bool = False,
    rules: Sequence[Rule] | None = None,
) -> Report:
    """Judge every compile call in one source, given as bytes (standard input) and the name to call it.

    ``path`` is the file that it is the text of, from which imports are followed; ``rules`` are those to
    apply, in place of all that there are.

    Raises ``SettingsError`` for settings that mean nothing.
    """
    from compile_lint.discovery import is_forced_out

    lookup = SettingsLookup.around(settings)
    checking = _Checking(lookup, _CallViews() if with_calls else None, rules=rules)
    if not is_forced_out(display, lookup.of_file(display)):
        checking.reader.read_bytes(data, display, path, is_stdin=path is None)
    return checking.report()


def inspect_paths(
    paths: Sequence[str], settings: Settings | SettingsLookup, *, watch: Watch | None = None
) -> Inspection:
    """Say how every compile call in files and folders was understood; ``watch`` is told of each file.

    Raises ``SettingsError`` for settings that mean nothing.
    """
    lookup = SettingsLookup.around(settings)
    inspecting = _Inspecting(lookup)
    inspecting.reader.watch = watch
    inspecting.reader.read_paths(paths, lookup)
    return inspecting.inspection()


def inspect_source(
    data: bytes,
    display: str,
    settings: Settings | SettingsLookup | None = None,
    *,
    path: Path | None = None,
) -> Inspection:
    """Say how every compile call in one source was understood; ``path`` is as for ``check_source``.

    Raises ``SettingsError`` for settings that mean nothing.
    """
    inspecting = _Inspecting(SettingsLookup.around(settings or Settings()))
    inspecting.reader.read_bytes(data, display, path, is_stdin=path is None)
    return inspecting.inspection()


class Watch(Protocol):
    """Follows a run from outside."""

    def __call__(self, path: str, *, is_parsed: bool) -> None:
        """Take note of a file that is looked at, and again if it is parsed."""


@dataclass(slots=True)
class _Reader:
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
        if may_hold_compile_call(data) and self._read_program(data, display, path, is_stdin=is_stdin):
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
            if may_hold_compile_call(data):
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
                    has_compile = has_compile or bool(read.readings) or read.has_unreached
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

    def __init__(
        self,
        lookup: SettingsLookup,
        views: _CallViews | None = None,
        *,
        uses_baseline: bool = True,
        rules: Sequence[Rule] | None = None,
    ) -> None:
        self.reader = _Reader(self._take, self._take_comments, Programs(lookup))
        self._views = views
        file = lookup.here().baseline if uses_baseline else None
        self._baseline = None if file is None else Baseline.load(file)
        self._rules = load_rules(lookup.here().plugins) if rules is None else tuple(rules)
        self._policies = Policies(lookup, self._rules)
        self._suppressions = Suppressions(lookup, self._rules)
        self._sites: set[Span] = set()
        self._really_reached: set[Span] = set()  # sites that some program calls, not only we
        self._tally: Counter[tuple[str, str]] = Counter()
        self._found: dict[tuple[str, Span, Span | None, bool], Finding] = {}  # the last: is it assumed

    def report(self) -> Report:
        reader = self.reader
        broken = [finding for finding in reader.findings if not self._suppressions.cover(finding)]
        about_comments = self._suppressions.findings(self._judged_in_full())
        found = [*map(self._weighed, (*broken, *about_comments)), *self._settled()]
        findings = sorted(filter(self._is_wanted, found), key=lambda finding: finding.sort_key)
        findings = with_fingerprints(findings, reader.statements)
        known = 0
        if self._baseline is not None:
            new = [finding for finding in findings if not self._baseline.knows(finding)]
            known = len(findings) - len(new)
            findings = sorted([*new, *self._gone(self._baseline)], key=lambda finding: finding.sort_key)
        # A file that was not judged is never passed over, even where its finding is not wanted.
        hidden = [
            Failure(finding.span.path, finding.message)
            for finding in reader.findings
            if finding.code == INTERNAL_ERROR and not self._is_wanted(finding)
        ]
        summary = Summary(reader.files, reader.files_parsed, len(self._sites), len(findings), known)
        self._tally.update((finding.span.path, finding.code) for finding in reader.findings)
        return Report(
            tuple(self._within_reach(findings)),
            summary,
            (*reader.failures, *hidden),
            reader.sources,
            self._rules,
            tally=self._tally,
            calls=() if self._views is None else self._views.in_order(),
            in_file=reader.in_file,
        )

    def _within_reach(self, findings: list[Finding]) -> list[Finding]:
        """The findings, without fixes that change a file which nobody asked to look at."""
        changed = {name for finding in findings for fix in finding.fixes for name in fix.files}
        allowed = self.reader.among_files(changed) if changed else changed
        if allowed == changed:
            return findings
        return [
            finding.with_fixes(fix for fix in finding.fixes if fix.files <= allowed) for finding in findings
        ]

    def _gone(self, baseline: Baseline) -> list[Finding]:
        """A finding for each entry of the baseline that was not found again."""
        rule = unused_suppression.RULE
        gone = []
        for entry, place in baseline.gone(self.reader.programs.given, self._wants_known):
            message = f"`{entry.code}` of `{entry.path}` is in the baseline, but not found any more"
            advice = "Write the baseline anew with `--write-baseline`"
            found = Finding(
                rule.code, rule.name, rule.severity, Certainty.CERTAIN, message, place, advice=advice
            )
            if self._is_wanted(found):
                gone.append(self._weighed(found))
        return with_fingerprints(gone, {})

    def _wants_known(self, entry: Entry) -> bool:
        return self._policies.of(entry.path).wants(entry.code, entry.severity, entry.certainty)

    def _judged_in_full(self) -> set[str]:
        """The files whose compile calls were all reached, by programs and not by us alone."""
        in_doubt = {finding.span.path for finding in self.reader.findings}
        in_doubt |= {site.path for site in self._sites - self._really_reached}
        return {site.path for site in self._sites} - in_doubt

    def _take_comments(self, unit: SourceUnit) -> None:
        self.reader.keep_places(unit, *self._suppressions.read(unit))

    def _weighed(self, finding: Finding) -> Finding:
        policy = self._policies.of(finding.span.path)
        return replace(finding, severity=policy.severity(finding.code, finding.severity))

    def _is_wanted(self, finding: Finding) -> bool:
        return self._policies.of(finding.span.path).wants(finding.code, finding.severity, finding.certainty)

    def _settled(self) -> Iterator[Finding]:
        """The findings of all programs. What rests on assumed arguments yields to real calls elsewhere."""
        for (_, _, site, is_assumed), finding in self._found.items():
            if not (is_assumed and site in self._really_reached):
                yield finding

    def _take(self, read: ReadProgram) -> None:
        self._take_comments(read.unit)
        found = [*self._judged(read)]
        self._tally.update(_place_and_code(judged) for judged in found if _matters(judged))
        reported = [judged for judged in found if self._is_of_interest(judged)]
        sites = [reading.site for reading in read.readings]
        span_of = read.locator([*sites, *(origin for judged in reported for origin in _origins(judged))])
        if self._views is not None:
            self._views.take(read)
        for reading in read.readings:
            site = span_of(reading.site)
            if site is not None and reading.is_compile:
                self._sites.add(site)
                if self._views is not None and isinstance(reading.site.unit, SourceUnit):
                    self.reader.keep_places(reading.site.unit, site)
                if any(not context.is_assumed for context in reading.contexts):
                    self._really_reached.add(site)
        offers: Offers | None = None
        for judged in reported:
            finding = self._finding(judged, span_of)
            if self._suppressions.cover(finding) or not self._is_reported(judged):
                continue
            if judged.problem.remedies:
                offers = offers or _offers(read)
                finding = offers.added_to(finding, judged)
            key = (finding.code, finding.span, finding.site, judged.is_assumed)
            before = self._found.get(key)
            if before is None or finding.certainty.rank > before.certainty.rank:
                self._found[key] = finding
                for unit in (origin.unit for origin in _origins(judged)):
                    self._keep(unit, finding)

    def _judged(self, read: ReadProgram) -> list[Judged]:
        """Judge with every rule of ours, so that what one finds does not depend on which others are on.

        A rule of a plugin that fails has its say withdrawn for this program, and the file gets a finding.
        """
        policy = self._policies.of(read.unit.path)
        rules = [rule for rule in self._rules if not rule.plugin or policy.is_on(rule.code)]
        while True:
            try:
                return judge(read.readings, rules)
            except BrokenRule as broken:  # noqa: PERF203 - a rule that fails is rare
                rules.remove(broken.rule)
                self.reader.report_broken(read.unit.path, broken)

    def _keep(self, unit: object, finding: Finding) -> None:
        """Keep what shows the places in a unit that a finding, or a fix of it, is about."""
        if isinstance(unit, SourceUnit):
            places = [finding.span, *(place.span for place in finding.related)]
            fixes = [fix for fix in (finding.fix, *finding.alternatives) if fix is not None]
            places.extend(edit.span for fix in fixes for edit in fix.edits)
            self.reader.keep_places(unit, *(place for place in places if place.path == unit.path))

    def _is_of_interest(self, judged: Judged) -> bool:
        """Whether it is reported, or says that a comment is of use."""
        units = [origin.unit for origin in (judged.problem.at, judged.site)]
        for unit in units:
            if isinstance(unit, SourceUnit):
                self._take_comments(unit)
                if self._suppressions.are_in(unit.path):
                    return True
        return self._is_reported(judged)

    def _is_reported(self, judged: Judged) -> bool:
        policy = self._policies.of(_path_of(judged))
        return policy.wants(judged.rule.code, judged.severity, judged.certainty)

    def _finding(self, judged: Judged, span_of: LocateOrigin) -> Finding:
        severity = self._policies.of(_path_of(judged)).severity(judged.rule.code, judged.severity)
        return _finding(judged, severity, span_of)


def _path_of(judged: Judged) -> str:
    """The file whose settings decide about a problem: the one that it is shown in."""
    unit = judged.problem.at.unit
    assert isinstance(unit, SourceUnit)
    return unit.path


def _offers(read: ReadProgram) -> Offers:
    from compile_lint.fixes.offers import Offers

    return Offers(read.unit, read.readings, read.modules)


def _matters(judged: Judged) -> bool:
    return judged.certainty is Certainty.CERTAIN and judged.severity is not Severity.INFO


def _place_and_code(judged: Judged) -> tuple[str, str]:
    return (_path_of(judged), judged.rule.code)


def _origins(judged: Judged) -> Iterable[Origin]:
    yield judged.site
    yield judged.problem.at
    for because in judged.problem.because:
        yield because.origin


def _finding(judged: Judged, severity: Severity, span_of: LocateOrigin) -> Finding:
    """Put a judged problem in its place. A reason without a place of its own stays unsaid."""
    site = span_of(judged.site)
    place = span_of(judged.problem.at) or site
    assert place is not None, "a compile call stands in the module that it was read from"
    related = ((because.label, span_of(because.origin)) for because in judged.problem.because)
    return Finding(
        code=judged.rule.code,
        name=judged.rule.name,
        severity=severity,
        certainty=judged.certainty,
        message=judged.problem.message,
        span=place,
        site=site,
        related=tuple(Related(span, label) for label, span in related if span is not None),
        advice=judged.problem.advice,
    )


def _reading_order(span: Span) -> tuple[object, ...]:
    return (span.path, span.cell or 0, span.line, span.column)


class _CallViews:
    """Collects how compile calls were understood."""

    def __init__(self) -> None:
        self._calls: dict[Span, CallView] = {}
        self._assumed: set[Span] = set()  # sites seen only through calls that we made up

    def in_order(self) -> tuple[CallView, ...]:
        return tuple(sorted(self._calls.values(), key=lambda call: _reading_order(call.site)))

    def take(self, read: ReadProgram) -> None:
        from compile_lint.inspection import merged_views, origins_to_show, view_call

        readings = [reading for reading in read.readings if reading.is_compile]
        wanted = [reading.site for reading in readings]
        wanted.extend(origin for reading in readings for origin in origins_to_show(reading))
        span_of = read.locator(wanted)
        for reading in readings:
            site = span_of(reading.site)
            assert site is not None, "a compile call stands in a module that was read"
            view = view_call(reading, site, span_of)
            is_assumed = all(context.is_assumed for context in reading.contexts)
            if site not in self._calls or (site in self._assumed and not is_assumed):
                self._calls[site] = view
                self._assumed.discard(site)
                if is_assumed:
                    self._assumed.add(site)
            elif not is_assumed:
                self._calls[site] = merged_views(self._calls[site], view)


class _Inspecting:
    """A run that shows how compile calls were understood, and judges none."""

    def __init__(self, lookup: SettingsLookup) -> None:
        self._views = _CallViews()
        self.reader = _Reader(self._views.take, lambda _: None, Programs(lookup))

    def inspection(self) -> Inspection:
        from compile_lint.inspection import Inspection

        reader = self.reader
        findings = sorted(reader.findings, key=lambda finding: finding.sort_key)
        return Inspection(self._views.in_order(), reader.files, tuple(findings), tuple(reader.failures))
