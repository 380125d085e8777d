"""One finding a line, each a JSON object: for programs that read a stream."""

from __future__ import annotations

from compile_lint.report import Report
from compile_lint.reporters.json_report import finding_object
from compile_lint.reporters.json_text import json_text


def render(report: Report) -> str:
    """Render the findings of a report in ASCII; a report without findings is no line at all."""
    return "".join(f"{json_text(finding_object(finding))}\n" for finding in report.findings)
