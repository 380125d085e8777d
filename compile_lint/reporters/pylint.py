"""Pylint's own line format, for editors and build servers that read it: columns count from 0."""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Finding
from compile_lint.report import Report
from compile_lint.reporters.display import as_line
from compile_lint.reporters.wording import one_line, told_apart


def render(report: Report) -> str:
    """Render one line a finding: ``path:line:column: CODE: message (name)``."""
    return "".join(f"{line}\n" for line in told_apart(_lines(report)))


def _lines(report: Report) -> Iterator[tuple[Finding, str]]:
    for finding in report.findings:
        span = report.place_in_file(finding.span)
        line, column = (1, 1) if span is None else (span.line, span.column)
        place = f"{finding.span.path}:{line}:{column - 1}"
        yield finding, as_line(f"{place}: {finding.code}: {one_line(finding)} ({finding.name})")
