"""GitLab's code quality report: a JSON array of issues, shown in merge requests."""

from __future__ import annotations

import hashlib

from compile_lint.findings import Finding, Severity
from compile_lint.report import Report
from compile_lint.reporters.display import escaped
from compile_lint.reporters.json_text import json_text
from compile_lint.reporters.wording import one_line

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(report: Report) -> str:
    """Render the findings of a report. Two issues of one fingerprint would be one, so each has its own."""
    seen: dict[str, int] = {}
    issues = []
    for finding in report.findings:
        fingerprint = _fingerprint(finding)
        number = seen[fingerprint] = seen.get(fingerprint, 0) + 1
        issues.append(_issue(finding, fingerprint if number == 1 else f"{fingerprint}-{number}", report))
    return json_text(issues, 2) + "\n"


def _issue(finding: Finding, fingerprint: str, report: Report) -> dict[str, object]:
    span = report.place_in_file(finding.span)
    lines = {"begin": 1} if span is None else {"begin": span.line, "end": span.end_line}
    return {
        "type": "issue",
        "check_name": finding.code,
        "description": escaped(f"{one_line(finding)} ({finding.name})"),
        "categories": ["Bug Risk"],
        "severity": _SEVERITIES[finding.severity],
        "fingerprint": fingerprint,
        "location": {"path": finding.span.path, "lines": lines},
    }


def _fingerprint(finding: Finding) -> str:
    """The finding's own, which survives moved lines; what is about a file as a whole has none."""
    if finding.fingerprint:
        return finding.fingerprint
    span = finding.span
    parts = (finding.code, span.path, str(span.cell), str(span.line), finding.message)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
