"""One line a finding: ``path:line:column: CODE [name] severity: message``."""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Certainty, Finding
from compile_lint.report import Report
from compile_lint.reporters.colors import STYLE_OF_SEVERITY, Painter, Style
from compile_lint.reporters.display import as_line, escaped
from compile_lint.reporters.totals import fix_mark, total_line
from compile_lint.reporters.wording import told_apart

_PLAIN = Painter()


def render(report: Report, painter: Painter = _PLAIN, *, with_total: bool = True) -> str:
    """Render a report, one line a finding and a total."""
    lines = [*told_apart(_lines(report, painter)), *([total_line(report)] if with_total else [])]
    return "".join(f"{line}\n" for line in lines)


def heading(finding: Finding, painter: Painter) -> str:
    """Return the code, name, severity and message of a finding, without its place."""
    sure = "possible " if finding.certainty is Certainty.POSSIBLE else ""
    severity = painter.paint(f"{sure}{finding.severity.value}", STYLE_OF_SEVERITY[finding.severity])
    code = painter.paint(finding.code, STYLE_OF_SEVERITY[finding.severity])
    message = painter.paint(escaped(finding.message), Style.STRONG)
    mark = fix_mark(finding)
    return f"{code} [{finding.name}] {severity}: {message}{mark and ' ' + painter.paint(mark, Style.HELP)}"


def _lines(report: Report, painter: Painter) -> Iterator[tuple[Finding, str]]:
    for finding in report.findings:
        yield finding, f"{as_line(str(finding.span))}: {heading(finding, painter)}"
