"""The cards of the page: one for each compile call, and one for what is about a file as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from compile_lint.findings import Applicability, Certainty, Edit, Finding, Severity
from compile_lint.inspection import CallView, HeadView, Understanding
from compile_lint.records import dataclass
from compile_lint.report import Report
from compile_lint.reporters.colors import Style
from compile_lint.reporters.excerpts import Mark
from compile_lint.reporters.html_report import diagram, source
from compile_lint.reporters.html_report.markup import Markup, join, prose, tag
from compile_lint.spans import Span

WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "hint"}
_MAX_CHANGE = 80  # characters of an edit that are shown
_KNOWN = frozenset({Understanding.FULL, Understanding.OWN_CODE})
_APPLICABILITY = {
    Applicability.SAFE: "safe fix",
    Applicability.UNSAFE: "unsafe fix",
    Applicability.DISPLAY: "to do by hand",
}


@dataclass(frozen=True, slots=True)
class Card:
    """What stands at one place: a compile call as understood, findings, or both."""

    place: Span
    call: CallView | None
    findings: tuple[Finding, ...]


def cards_of(report: Report) -> list[Card]:
    """Put findings to the compile calls that they are about, in reading order."""
    by_place: dict[Span, list[Finding]] = {call.site: [] for call in report.calls}
    for finding in report.findings:
        by_place.setdefault(finding.site or finding.span, []).append(finding)
    calls = {call.site: call for call in report.calls}
    places = sorted(by_place, key=lambda span: (span.path, span.cell or 0, span.line, span.column))
    return [Card(place, calls.get(place), tuple(by_place[place])) for place in places]


def draw(card: Card, report: Report) -> Markup:
    """Draw one card."""
    return tag(
        "article",
        tag("header", tag("h3", _heading(card.place)), *_badges(card)),
        *_understanding(card),
        *(_finding(finding, report) for finding in card.findings),
        *_source(card, report),
        class_="card",
        tabindex="-1",
        data_file=card.place.path,
    )


def _heading(place: Span) -> str:
    cell = "" if place.cell is None else f"cell {place.cell}, "
    return f"{cell}line {place.line}"


def _badges(card: Card) -> Iterator[Markup]:
    if card.call is not None:
        understanding = card.call.understanding
        kind = "known" if understanding in _KNOWN else "unknown"
        yield tag("span", understanding.words, class_=f"badge {kind}")
    if not card.findings:
        yield tag("span", "no findings", class_="badge clean")


def _understanding(card: Card) -> Iterator[Markup]:
    """The diagrams of a call: the first way in which it was read, and the others folded away."""
    if card.call is None:
        return
    clashing = diagram.clashes(card.findings)
    ways = [tag("div", *_heads(card, one.heads, clashing), class_="way") for one in card.call.variants]
    if not ways:
        yield tag("p", "Nothing in view leads to this call.", class_="quiet")
        return
    yield ways[0]
    if len(ways) > 1:
        more = f"{len(ways) - 1} more ways to read it, by conditions that are not known"
        if len(ways) == 2:
            more = "1 more way to read it, by a condition that is not known"
        yield tag("details", tag("summary", more), *ways[1:], class_="ways")


def _heads(card: Card, heads: Sequence[HeadView], clashing: Mapping[Span, diagram.Clash]) -> Iterator[Markup]:
    for head in heads:
        if len(heads) > 1 or head.name is not None:
            yield tag("h4", f"output {head.name}" if head.name is not None else "output without a known name")
        yield diagram.draw(head, clashing, card.place)


def _finding(finding: Finding, report: Report) -> Markup:
    severity = finding.severity
    possible = [tag("span", "possible", class_="badge")] if finding.certainty is Certainty.POSSIBLE else []
    return tag(
        "section",
        tag(
            "p",
            tag("span", WORDS[severity], class_=f"severity {severity.value}"),
            tag("a", finding.code, href=f"#{finding.code}", title=finding.name, class_="code"),
            *possible,
            tag("span", prose(finding.message), class_="message"),
            class_="head",
        ),
        *source.excerpts(_marks(finding), report),
        *_advice(finding, report),
        class_=f"finding {severity.value}",
        tabindex="-1",
        data_severity=severity.value,
        data_rule=finding.code,
    )


def _marks(finding: Finding) -> Sequence[Mark]:
    related = [Mark(place.span, place.message, Style.RELATED) for place in finding.related]
    return [Mark(finding.span, "", Style.ERROR, is_primary=True), *related]


def _advice(finding: Finding, report: Report) -> Iterator[Markup]:
    fixes = [fix for fix in (finding.fix, *finding.alternatives) if fix is not None]
    if finding.advice and finding.advice not in [fix.title for fix in fixes]:
        yield tag("p", tag("b", "Help"), " ", prose(finding.advice), class_="advice")
    for fix in fixes:
        words = tag("span", _APPLICABILITY[fix.applicability], class_="badge")
        changes = (_change(edit, report) for edit in fix.edits)
        yield tag("p", words, " ", prose(fix.title), *changes, class_="fix")


def _change(edit: Edit, report: Report) -> Markup:
    """Show what an edit replaces and what by, if it is short."""
    span = edit.span
    lines = report.sources.get((span.path, span.cell), ())
    if span.line != span.end_line or span.line > len(lines) or "\n" in edit.text:
        return join()
    old = lines[span.line - 1][span.column - 1 : span.end_column - 1]
    if max(len(old), len(edit.text)) > _MAX_CHANGE:
        return join()
    pieces = [tag("del", old)] if old else []
    pieces += [tag("ins", edit.text)] if edit.text else []
    return tag("code", *pieces, class_="change")


def _source(card: Card, report: Report) -> Iterator[Markup]:
    if card.call is not None:
        drawn = source.whole(card.place, report)
        yield tag("details", tag("summary", "Source of the call"), drawn, class_="call")
