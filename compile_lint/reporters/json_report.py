"""A report as one JSON object, for other programs. The keys are an interface: they only ever grow.

``compile_lint/schemas/report.json`` says what each of them holds.
"""

from __future__ import annotations

from compile_lint.findings import Finding, Fix
from compile_lint.report import Report
from compile_lint.reporters.json_text import json_text
from compile_lint.reporters.totals import fixable_counts
from compile_lint.spans import Span

FORMAT_VERSION = 1


def render(report: Report) -> str:
    """Render a report as JSON. The text is ASCII, so that no terminal or pipe can damage it."""
    summary = report.summary
    document = {
        "version": FORMAT_VERSION,
        "findings": [finding_object(finding) for finding in report.findings],
        "failures": [{"path": failure.path, "message": failure.message} for failure in report.failures],
        "summary": {
            "files": summary.files,
            "files_parsed": summary.files_parsed,
            "compile_calls": summary.compile_calls,
            "findings": summary.findings,
            "fixed": summary.fixed,
            "fixable": fixable_counts(report),
        },
    }
    return json_text(document, 2) + "\n"


def start_of(span: Span) -> dict[str, object]:
    """Return where a span begins."""
    return {"path": span.path, "cell": span.cell, "line": span.line, "column": span.column}


def finding_object(finding: Finding) -> dict[str, object]:
    """Return a finding as an object of JSON."""
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "certainty": finding.certainty.value,
        "message": finding.message,
        **_whole(finding.span),
        "site": None if finding.site is None else start_of(finding.site),
        "related": [{**_whole(related.span), "message": related.message} for related in finding.related],
        "advice": finding.advice or None,
        "fingerprint": finding.fingerprint or None,
        "fix": None if finding.fix is None else _fix(finding.fix),
        "alternatives": [_fix(fix) for fix in finding.alternatives],
    }


def _whole(span: Span) -> dict[str, object]:
    return {**start_of(span), "end_line": span.end_line, "end_column": span.end_column}


def _fix(fix: Fix) -> dict[str, object]:
    return {
        "title": fix.title,
        "applicability": fix.applicability.value,
        "edits": [{**_whole(edit.span), "text": edit.text} for edit in fix.edits],
    }
