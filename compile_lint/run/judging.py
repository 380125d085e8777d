"""Judges programs with all rules, one file at a time; what is reported in the end, ``checking`` settles.

What offers fixes is imported only when something calls for it.
"""
# ruff: noqa: PLC0415 - see the last sentence above

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from compile_lint.findings import Certainty, Finding, Related, Severity
from compile_lint.model import Origin, SiteReading
from compile_lint.plugin_rules import account_of
from compile_lint.programs import LocateOrigin, ReadProgram
from compile_lint.rules import internal_error
from compile_lint.rules.judge import BrokenRule, Judged, judge
from compile_lint.rules.policy import Policies
from compile_lint.run.excerpts import ExcerptMaker
from compile_lint.run.outcome import Outcome
from compile_lint.run.views import take_views
from compile_lint.sources import Document, SourceUnit
from compile_lint.spans import Span
from compile_lint.suppress.suppressions import Suppressions

if TYPE_CHECKING:
    from compile_lint.fixes.offers import Offers


class Judging:
    """Judges the programs of one file after the other; each adds to the outcome of its file."""

    def __init__(self, policies: Policies, *, with_calls: bool = False) -> None:
        self._policies = policies
        self._lookup = policies.lookup
        self._rules = policies.rules
        self._with_calls = with_calls
        self._excerpts = ExcerptMaker()

    def take_broken(self, unit: SourceUnit, outcome: Outcome) -> None:
        """Take note of the comments in what cannot be judged."""
        self._take_comments(unit, outcome)

    def take(self, read: ReadProgram, outcome: Outcome) -> None:
        """Judge a program."""
        self._take_comments(read.unit, outcome)
        found = [*_as_sure_as_its_fences(self._judged(read, outcome), read)]
        outcome.tally.update(_place_and_code(judged) for judged in found if _matters(judged))
        reported = [judged for judged in found if self._is_of_interest(judged, outcome)]
        sites = [reading.site for reading in read.readings]
        span_of = read.locator([*sites, *(origin for judged in reported for origin in _origins(judged))])
        if self._with_calls:
            take_views(read, outcome)
        self._take_sites(read, span_of, outcome)
        offers: Offers | None = None
        suppressions = self._suppressions(outcome)
        for judged in reported:
            finding = self._finding(judged, span_of)
            if suppressions.cover(finding) or not self._is_reported(judged):
                continue
            if judged.problem.remedies:
                offers = offers or _offers(read)
                finding = offers.added_to(finding, judged)
            if outcome.add_judged(finding, judged.reach):
                for unit in (origin.unit for origin in _origins(judged)):
                    self._keep(unit, finding, outcome)

    def _take_sites(self, read: ReadProgram, span_of: LocateOrigin, outcome: Outcome) -> None:
        for reading in read.readings:
            site = span_of(reading.site)
            if site is not None and reading.is_compile:
                outcome.add_site(site, reading.reach)
                if self._with_calls and isinstance(reading.site.unit, SourceUnit):
                    self._excerpts.keep(outcome.excerpts, reading.site.unit, site)

    def _suppressions(self, outcome: Outcome) -> Suppressions:
        return Suppressions(self._lookup, self._rules, outcome.comments)

    def _take_comments(self, unit: SourceUnit, outcome: Outcome) -> None:
        places = self._suppressions(outcome).read(unit)
        self._excerpts.keep(outcome.excerpts, unit, *places)

    def _judged(self, read: ReadProgram, outcome: Outcome) -> list[Judged]:
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
                _report_broken(outcome, read.unit.path, broken)

    def _keep(self, unit: object, finding: Finding, outcome: Outcome) -> None:
        """Keep what shows the places in a unit that a finding, or a fix of it, is about."""
        if isinstance(unit, SourceUnit):
            places = [finding.span, *(place.span for place in finding.related)]
            places.extend(edit.span for fix in finding.fixes for edit in fix.edits)
            of_unit = (place for place in places if place.path == unit.path)
            self._excerpts.keep(outcome.excerpts, unit, *of_unit)

    def _is_of_interest(self, judged: Judged, outcome: Outcome) -> bool:
        """Whether it is reported, or says that a comment is of use."""
        units = [origin.unit for origin in (judged.problem.at, judged.site)]
        for unit in units:
            if isinstance(unit, SourceUnit):
                self._take_comments(unit, outcome)
                if outcome.comments.are_in(unit.path):
                    return True
        return self._is_reported(judged)

    def _is_reported(self, judged: Judged) -> bool:
        policy = self._policies.of(_path_of(judged))
        return policy.wants(judged.rule.code, judged.severity, judged.certainty)

    def _finding(self, judged: Judged, span_of: LocateOrigin) -> Finding:
        severity = self._policies.of(_path_of(judged)).severity(judged.rule.code, judged.severity)
        return _finding(judged, severity, span_of)


def _as_sure_as_its_fences(found: Sequence[Judged], read: ReadProgram) -> Iterator[Judged]:
    """Be less sure of what fences of a document say together, where only names joined them.

    Documentation lists several ways to compile a model, of which a reader takes one, and shows other models
    in between. So they are believed only if they stand in the same section, and the model is trained. Where
    it lists several ways to make the model, nothing is said of one of them together with another fence.
    """
    document = read.unit.document
    if document is None or not document.guessed:
        yield from found
        return
    trained = {id(reading.site) for reading in read.readings if _is_trained(reading)}
    span_of = read.locator(origin for judged in found for origin in _origins(judged))
    for judged in found:
        spans = [span for origin in _origins(judged) if (span := span_of(origin)) is not None]
        if any(_are_in_and_out_of(lines, spans) for lines in document.several):
            continue
        site, *others = spans
        is_doubtful = _are_far_apart(others or [site], document, is_trained=id(judged.site) in trained)
        yield replace(judged, certainty=Certainty.POSSIBLE) if is_doubtful else judged


def _are_far_apart(spans: Sequence[Span], document: Document, *, is_trained: bool) -> bool:
    """Whether places stand in several fences that only names joined; if trained, in several sections."""
    first = spans[0]
    own = next((lines for lines in document.guessed if lines[0] <= first.line <= lines[1]), None)
    if own is None:
        return False
    start, end = own
    if is_trained:
        start = max((line for line in document.headings if line < start), default=1)
        end = min((line for line in document.headings if line > end), default=len(document.lines))
    return any(span.path != first.path or not start <= span.line <= end for span in spans)


def _are_in_and_out_of(lines: tuple[int, int], spans: Sequence[Span]) -> bool:
    """Whether some of the places stand in a fence, and others do not."""
    return len({lines[0] <= span.line <= lines[1] for span in spans}) > 1


def _is_trained(reading: SiteReading) -> bool:
    variants = (variant for context in reading.contexts for variant in context.variants)
    return reading.is_compile and any(variant.call.fit is not None for variant in variants)


def _report_broken(outcome: Outcome, path: str, broken: BrokenRule) -> None:
    """Report that a rule of a plugin fails on a file."""
    rule = broken.rule
    account = account_of(broken.error, rule.plugin)
    outcome.report(
        internal_error.RULE,
        Span(path, None, 1, 1, 1, 1),
        f"the rule `{rule.code}` of the plugin `{rule.plugin}` failed on this file: {account}",
        f"Mend the rule, or leave it out by `--ignore {rule.code}`; all other rules were applied",
    )


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
