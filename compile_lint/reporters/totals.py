"""The last line of a report, in words."""

from __future__ import annotations

from collections import Counter

from compile_lint.findings import Severity
from compile_lint.report import Report


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return ``1 file`` or ``2 files``."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def total_line(report: Report) -> str:
    """Return one line that says what was found in how much."""
    files, calls = report.summary.files, report.summary.compile_calls
    reach = f"{counted(calls, 'compile call')} read"
    if report.summary.in_baseline:
        reach += f"; {counted(report.summary.in_baseline, 'known problem')} in the baseline"
    if report.findings:
        hit = len({finding.span.path for finding in report.findings})
        return (
            f"Found {counted(len(report.findings), 'problem')} ({_by_severity(report)}) "
            f"in {hit} of {counted(files, 'file')}; {reach}."
        )
    if report.failures:
        missed = counted(len(report.failures), "path")
        return f"No problems in {counted(files, 'file')}, but {missed} could not be checked; {reach}."
    if not files:
        return "No files to check."
    return f"All good: no problems in {counted(files, 'file')}; {reach}."


def _by_severity(report: Report) -> str:
    counts = Counter(finding.severity for finding in report.findings)
    words = ((Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "hint"))
    return ", ".join(counted(counts[severity], word) for severity, word in words if counts[severity])
