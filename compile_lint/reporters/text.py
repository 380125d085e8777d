"""The default format: each finding with the source of both halves of the contradiction underlined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compile_lint.findings import Finding
from compile_lint.report import Report
from compile_lint.reporters.colors import STYLE_OF_SEVERITY, Painter, Style
from compile_lint.reporters.concise import heading
from compile_lint.reporters.display import escaped
from compile_lint.reporters.excerpts import Mark, SourceLines, arrange, draw, gutter_width
from compile_lint.reporters.totals import total_line
from compile_lint.spans import Span

_PLAIN = Painter()


def render(report: Report, painter: Painter = _PLAIN, *, with_total: bool = True) -> str:
    """Render a report with source excerpts and a total."""
    lines = [*_lines(report, painter), *([total_line(report)] if with_total else [])]
    return "".join(f"{line}\n" for line in lines)


def _lines(report: Report, painter: Painter) -> Iterator[str]:
    def source(span: Span) -> Sequence[str] | None:
        return report.sources.get((span.path, span.cell))

    for finding in report.findings:
        yield heading(finding, painter)
        yield from _body(finding, source, painter)
        yield ""


def _body(finding: Finding, source: SourceLines, painter: Painter) -> Iterator[str]:
    primary = Mark(finding.span, "", STYLE_OF_SEVERITY[finding.severity], is_primary=True)
    related = [Mark(place.span, place.message, Style.RELATED) for place in finding.related]
    excerpts = arrange([primary, *related])
    gutter = gutter_width(excerpts)
    margin = " " * gutter
    for excerpt in excerpts:
        yield from draw(excerpt, source, gutter, painter)
    is_site_shown = any(excerpt.shows(finding.site or finding.span) for excerpt in excerpts)
    notes = list(_notes(finding, is_site_shown, painter))
    if notes:
        yield f"{margin} {painter.paint('|', Style.GUTTER)}"
    for note in notes:
        yield f"{margin} {painter.paint('=', Style.GUTTER)} {note}"


def _notes(finding: Finding, is_site_shown: bool, painter: Painter) -> Iterator[str]:
    if finding.site is not None and not is_site_shown:
        yield f"{painter.paint('note', Style.STRONG)}: in the compile call at {escaped(str(finding.site))}"
    if finding.advice:
        yield f"{painter.paint('help', Style.HELP)}: {escaped(finding.advice)}"
