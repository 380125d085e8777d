"""The last line of a report, in words."""

from __future__ import annotations

from collections import Counter

from compile_lint.findings import Applicability, Finding, Severity
from compile_lint.report import Report


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return ``1 file`` or ``2 files``."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


_MARKS = {Applicability.SAFE: "[*]", Applicability.UNSAFE: "[~]"}


def fix_mark(finding: Finding) -> str:
    """Return the mark of a finding that can be mended: ``[*]`` safely, ``[~]`` not so; or nothing."""
    return "" if finding.fix is None else _MARKS.get(finding.fix.applicability, "")


def total_line(report: Report) -> str:
    """Return one line that says what was mended, what was found in how much, and what can be mended."""
    fixed = report.summary.fixed
    parts = (f"Fixed {counted(fixed, 'problem')}." if fixed else "", _found(report), _fixable(report))
    return " ".join(filter(None, parts))


def fixable_counts(report: Report) -> dict[str, int]:
    """Return how many findings can be mended, by what that takes."""
    kinds = Counter(finding.fix.applicability for finding in report.findings if finding.fix is not None)
    return {kind.value: kinds[kind] for kind in _MARKS}


def _fixable(report: Report) -> str:
    safe, unsafe = fixable_counts(report).values()
    ways = (
        f"[*] {safe} with `--fix`" if safe else "",
        f"[~] {unsafe} with `--fix --unsafe-fixes`" if unsafe else "",
    )
    return f"Fixable: {', '.join(filter(None, ways))}." if safe or unsafe else ""


def _found(report: Report) -> str:
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
