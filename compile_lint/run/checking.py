"""Judges the programs of a run with all rules, and settles what is reported in the end.

What offers fixes and what reads plugins is imported only when something calls for it.
"""
# ruff: noqa: PLC0415 - see the last sentence above

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from compile_lint.baseline import Baseline, Entry
from compile_lint.findings import Certainty, Failure, Finding, Related, Severity
from compile_lint.fingerprints import with_fingerprints
from compile_lint.model import Origin
from compile_lint.plugins.loading import load_rules
from compile_lint.programs import LocateOrigin, Programs, ReadProgram
from compile_lint.report import Report, Summary
from compile_lint.rules import unused_suppression
from compile_lint.rules.judge import BrokenRule, Judged, judge
from compile_lint.rules.policy import Policies
from compile_lint.rules.registry import Rule
from compile_lint.run.reading import INTERNAL_ERROR, Reader
from compile_lint.run.views import CallViews
from compile_lint.settings import SettingsLookup
from compile_lint.sources import SourceUnit
from compile_lint.spans import Span
from compile_lint.suppress import Suppressions

if TYPE_CHECKING:
    from compile_lint.fixes.offers import Offers


class Checking:
    """Collects the findings of a run."""

    def __init__(
        self,
        lookup: SettingsLookup,
        views: CallViews | None = None,
        *,
        uses_baseline: bool = True,
        rules: Sequence[Rule] | None = None,
    ) -> None:
        self.reader = Reader(self._take, self._take_comments, Programs(lookup))
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
            places.extend(edit.span for fix in finding.fixes for edit in fix.edits)
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
