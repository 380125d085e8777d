"""Settles what is reported in the end of all that the files of a run gave.

What judges, and what reads comments, is imported only where there is something to judge or to read.
"""
# ruff: noqa: PLC0415 - see the last sentence above

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from compile_lint.findings import Certainty, Failure, Finding
from compile_lint.plugin_rules import load_rules
from compile_lint.programs import Programs, ReadProgram
from compile_lint.reach import Reach
from compile_lint.report import Report, Summary
from compile_lint.rules import unused_suppression
from compile_lint.rules.policy import Policies
from compile_lint.rules.registry import Rule
from compile_lint.run.outcome import INTERNAL_ERROR, Outcome
from compile_lint.run.reading import Reader
from compile_lint.run.views import joined_views
from compile_lint.run.walking import Walk
from compile_lint.settings import SettingsLookup
from compile_lint.spans import Span

if TYPE_CHECKING:
    from compile_lint.baseline import Baseline, Entry
    from compile_lint.run.judging import Judging
    from compile_lint.sources import SourceUnit
    from compile_lint.suppress.suppressions import Suppressions


def reader_of(lookup: SettingsLookup, given: Sequence[str], *, with_calls: bool = False) -> Reader:
    """A reader as a run on some paths has, for another process.

    Raises ``SettingsError`` as the run itself would.
    """
    from compile_lint.run.judging import Judging

    policies = Policies(lookup, load_rules(lookup.here().plugins))
    judging = Judging(policies, with_calls=with_calls)
    return Reader(judging.take, judging.take_broken, Programs(lookup, given=given))


class Checking:
    """Collects the findings of a run."""

    def __init__(
        self,
        lookup: SettingsLookup,
        *,
        with_calls: bool = False,
        uses_baseline: bool = True,
        rules: Sequence[Rule] | None = None,
    ) -> None:
        self._lookup = lookup
        self._with_calls = with_calls
        self._baseline: Baseline | None = None
        file = lookup.here().baseline if uses_baseline else None
        if file is not None:
            from compile_lint.baseline import Baseline

            lookup.sights.content(str(file))
            self._baseline = Baseline.load(file)
        self.rules = load_rules(lookup.here().plugins, lookup.sights) if rules is None else tuple(rules)
        self._policies = Policies(lookup, self.rules)
        self.walk = Walk(Reader(self._take, self._take_broken, Programs(lookup)))

    @cached_property
    def _judging(self) -> Judging:
        from compile_lint.run.judging import Judging

        return Judging(self._policies, with_calls=self._with_calls)

    @cached_property
    def _suppressions(self) -> Suppressions:
        from compile_lint.suppress.suppressions import Suppressions

        return Suppressions(self._lookup, self.rules, self.walk.total.comments)

    def _take(self, read: ReadProgram, outcome: Outcome) -> None:
        self._judging.take(read, outcome)

    def _take_broken(self, unit: SourceUnit, outcome: Outcome) -> None:
        self._judging.take_broken(unit, outcome)

    def report(self) -> Report:
        """Settle what is reported; raises ``SettingsError`` for settings of a folder that name no rule."""
        for path in self.walk.parsed:
            self._policies.ensure(path)
        walk, total = self.walk, self.walk.total
        broken = [finding for finding in total.findings if not self._suppressions.cover(finding)]
        has_comments = total.comments.comments or total.comments.invalid
        about_comments = self._suppressions.findings(self._judged_in_full()) if has_comments else ()
        found = [*map(self._weighed, (*broken, *about_comments)), *self._settled()]
        wanted = sorted(filter(self._is_wanted, found), key=lambda finding: finding.sort_key)
        findings = list(_each_once(wanted))
        if findings:
            from compile_lint.fingerprints import with_fingerprints

            findings = with_fingerprints(findings, total.excerpts.statements)
        known = 0
        if self._baseline is not None:
            new = [finding for finding in findings if not self._baseline.knows(finding)]
            known = len(findings) - len(new)
            findings = sorted([*new, *self._gone(self._baseline)], key=lambda finding: finding.sort_key)
        # A file that was not judged is never passed over, even where its finding is not wanted.
        hidden = [
            Failure(finding.span.path, finding.message)
            for finding in total.findings
            if finding.code == INTERNAL_ERROR and not self._is_wanted(finding)
        ]
        summary = Summary(walk.files, walk.files_parsed, len(total.sites), len(findings), known)
        total.tally.update((finding.span.path, finding.code) for finding in total.findings)
        return Report(
            tuple(self._within_reach(findings)),
            summary,
            (*total.failures, *hidden),
            total.excerpts.sources,
            self.rules,
            tally=total.tally,
            calls=joined_views(total.calls),
            in_file=total.excerpts.in_file,
            remarks=walk.remarks,
            tracebacks=tuple(total.tracebacks),
        )

    def _within_reach(self, findings: list[Finding]) -> list[Finding]:
        """The findings, without fixes that change a file which nobody asked to look at."""
        changed = {name for finding in findings for fix in finding.fixes for name in fix.files}
        allowed = self.walk.among_files(changed) if changed else changed
        if allowed == changed:
            return findings
        return [
            finding.with_fixes(fix for fix in finding.fixes if fix.files <= allowed) for finding in findings
        ]

    def _gone(self, baseline: Baseline) -> list[Finding]:
        """One finding for all entries of the baseline that were not found again, if there are any."""
        from compile_lint.fingerprints import with_fingerprints

        gone = baseline.gone(self.walk.reader.programs.given, self._wants_known)
        if gone is None:
            return []
        rule, (place, message) = unused_suppression.RULE, gone
        advice = "Write the baseline anew with `--write-baseline`"
        found = Finding(rule.code, rule.name, rule.severity, Certainty.CERTAIN, message, place, advice=advice)
        return with_fingerprints([self._weighed(found)] if self._is_wanted(found) else [], {})

    def _wants_known(self, entry: Entry) -> bool:
        is_known = any(rule.code == entry.code for rule in self.rules)
        return is_known and self._policies.of(entry.path).wants(entry.code, entry.severity, entry.certainty)

    def _judged_in_full(self) -> set[str]:
        """The files whose compile calls were all reached, by programs and not by us alone."""
        total = self.walk.total
        in_doubt = {finding.span.path for finding in total.findings}
        in_doubt |= {site.path for site, reach in total.sites.items() if reach is not Reach.BY_PROGRAM}
        return {site.path for site in total.sites} - in_doubt

    def _weighed(self, finding: Finding) -> Finding:
        policy = self._policies.of(finding.span.path)
        return replace(finding, severity=policy.severity(finding.code, finding.severity))

    def _is_wanted(self, finding: Finding) -> bool:
        return self._policies.of(finding.span.path).wants(finding.code, finding.severity, finding.certainty)

    def _settled(self) -> Iterator[Finding]:
        """The findings of all programs, each once, as sure as it is in any.

        What rests on assumed arguments yields to what a program really does. It does not to other
        assumptions: callers that nothing calls may not be the only ones.
        """
        total = self.walk.total
        found: dict[tuple[str, Span, Span | None], Finding] = {}
        for (code, span, site, reach), finding in total.judged.items():
            best = reach if site is None else total.sites.get(site, reach)
            if reach < best and best >= Reach.BY_RECIPIENT:
                continue
            before = found.setdefault((code, span, site), finding)
            if finding.certainty.rank > before.certainty.rank:
                found[code, span, site] = finding
        yield from found.values()


def _each_once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, of which those that look alike are one: several compile calls share what is wrong."""
    shown: dict[Hashable, Finding] = {}
    for finding in findings:
        key = (finding.code, finding.span, finding.message, finding.related)
        before = shown.setdefault(key, finding)
        if finding.certainty.rank > before.certainty.rank:
            shown[key] = finding
    yield from shown.values()
