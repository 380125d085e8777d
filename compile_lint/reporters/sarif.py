"""SARIF 2.1.0, the exchange format of static analysis: for code scanning, build servers and editors.

Lines and columns are those of the file; for a notebook that is its JSON text, and the cell is named as a
logical location. Columns count code points, and the run says so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from compile_lint import __version__
from compile_lint.findings import Applicability, Edit, Failure, Finding, Fix, Related, Severity
from compile_lint.report import Report
from compile_lint.reporters.display import escaped
from compile_lint.reporters.json_text import json_text
from compile_lint.reporters.rule_pages import render_markdown
from compile_lint.reporters.wording import one_line
from compile_lint.rules.registry import Rule
from compile_lint.spans import Span

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
# What GitHub's code scanning calls them.
_PROBLEM_SEVERITIES = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "recommendation",
}
_PLACEHOLDER = re.compile(r"\{(\d+)\}")


def render(report: Report) -> str:
    """Render a report as one run. The text is ASCII."""
    indices = {rule.code: index for index, rule in enumerate(report.rules)}
    run = {
        "tool": {
            "driver": {
                "name": "compile-lint",
                "version": __version__,
                "semanticVersion": __version__,
                "shortDescription": {
                    "text": "Finds contradictions between a Keras model's output, loss, labels and metrics."
                },
                "rules": [_rule(rule) for rule in report.rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "The folder in which compile-lint ran."}}},
        "invocations": [
            {
                "executionSuccessful": not report.failures,
                "toolExecutionNotifications": [_notification(failure) for failure in report.failures],
            }
        ],
        "results": [_result(finding, indices, report) for finding in report.findings],
    }
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, 2) + "\n"


def _rule(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.section("Why") or rule.summary},
        "help": {"text": rule.section("Fix") or rule.summary, "markdown": render_markdown(rule)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {
            "tags": ["keras", "correctness"],
            "problem.severity": _PROBLEM_SEVERITIES[rule.severity],
        },
    }


def _result(finding: Finding, indices: dict[str, int], report: Report) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": finding.code,
        "level": _LEVELS[finding.severity],
        "message": _message(one_line(finding)),
        "locations": [_location(finding.span, report)],
        "properties": {"certainty": finding.certainty.value, "name": finding.name},
    }
    if finding.code in indices:
        result["ruleIndex"] = indices[finding.code]
    if finding.related:
        result["relatedLocations"] = [
            _related(number, related, report) for number, related in enumerate(finding.related, 1)
        ]
    if finding.fingerprint:
        result["partialFingerprints"] = {"compileLint/v1": finding.fingerprint}
    fixes = [fix for fix in (finding.fix, *finding.alternatives) if fix is not None]
    written = [_fix(fix, report) for fix in fixes if _can_be_written(fix, report)]
    if written:
        result["fixes"] = written
    return result


def _message(text: str) -> dict[str, object]:
    """Text as it is: what would be read as a link or as the place of an argument is written otherwise."""
    plain = escaped(text).replace("](", "] (")
    return {"text": _PLACEHOLDER.sub(r"{{\1}}", plain)}


def _location(span: Span, report: Report) -> dict[str, object]:
    place = report.place_in_file(span)
    physical: dict[str, object] = {"artifactLocation": _artifact(span.path)}
    if place is not None:
        physical["region"] = _region(place)
    location: dict[str, object] = {"physicalLocation": physical}
    if span.cell is not None:
        location["logicalLocations"] = [{"name": f"cell {span.cell}", "kind": "cell"}]
    return location


def _related(number: int, related: Related, report: Report) -> dict[str, object]:
    return {"id": number, **_location(related.span, report), "message": _message(related.message)}


def _artifact(path: str) -> dict[str, object]:
    """A path below the folder of the run is relative to it, so that it means the same on another machine."""
    slashed = path.replace("\\", "/") if re.match(r"[A-Za-z]:\\", path) else path
    if re.match(r"[A-Za-z]:/", slashed):
        return {"uri": f"file:///{slashed[:2]}{_quoted(slashed[2:])}"}
    if slashed.startswith("/"):
        return {"uri": f"file://{_quoted(slashed)}"}
    return {"uri": _quoted(slashed), "uriBaseId": ROOT}


def _quoted(path: str) -> str:
    try:
        return quote(path, safe="/", errors="surrogateescape")
    except UnicodeEncodeError:  # a name that no file system has
        return quote(path, safe="/", errors="backslashreplace")


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _can_be_written(fix: Fix, report: Report) -> bool:
    """Whether a fix is one that a program may apply, all of it in text whose place in the file is known."""
    is_meant = fix.applicability is not Applicability.DISPLAY and bool(fix.edits)
    return is_meant and all(report.place_in_file(edit.span) is not None for edit in fix.edits)


def _fix(fix: Fix, report: Report) -> dict[str, object]:
    paths = dict.fromkeys(edit.span.path for edit in fix.edits)
    return {
        "description": _message(fix.title),
        "artifactChanges": [
            {
                "artifactLocation": _artifact(path),
                "replacements": _replacements((edit for edit in fix.edits if edit.span.path == path), report),
            }
            for path in paths
        ],
        "properties": {"applicability": fix.applicability.value},
    }


def _replacements(edits: Iterable[Edit], report: Report) -> Sequence[dict[str, object]]:
    replacements = []
    for edit in edits:
        place = report.place_in_file(edit.span)
        assert place is not None, "a fix with an edit without a place is left out"
        # In a notebook the text goes into a string of JSON.
        text = edit.text if edit.span.cell is None else json.dumps(edit.text, ensure_ascii=False)[1:-1]
        replacements.append({"deletedRegion": _region(place), "insertedContent": {"text": text}})
    return replacements


def _notification(failure: Failure) -> dict[str, object]:
    return {
        "level": "error",
        "message": _message(failure.message),
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(failure.path)}}],
    }
