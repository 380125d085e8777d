"""Workflow commands of GitHub Actions: each finding becomes an annotation of the line it is about."""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Finding, Severity
from compile_lint.report import Report
from compile_lint.reporters.display import escaped
from compile_lint.reporters.totals import total_line
from compile_lint.reporters.wording import full_message

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: Report) -> str:
    """Render a report as one workflow command a finding or failure, and a total for the log."""
    return "".join(f"{line}\n" for line in _lines(report))


def _lines(report: Report) -> Iterator[str]:
    for finding in report.findings:
        place = _place(finding, report)
        title = f"{finding.code} {finding.name}"
        yield _command(_COMMANDS[finding.severity], full_message(finding), title=title, **place)
    for failure in report.failures:
        yield _command("error", f"{failure.path}: {failure.message}", title="compile-lint")
    yield total_line(report)


def _place(finding: Finding, report: Report) -> dict[str, str]:
    """Where the annotation goes. GitHub takes columns only for what stands on one line."""
    span = report.place_in_file(finding.span)
    if span is None:  # better the file alone than a line that is another one in it
        return {"file": finding.span.path}
    place = {"file": span.path, "line": str(span.line), "endLine": str(span.end_line)}
    if span.line == span.end_line:
        place |= {"col": str(span.column), "endColumn": str(max(span.end_column - 1, span.column))}
    return place


def _command(name: str, message: str, **properties: str) -> str:
    written = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {written}::{_data(message)}"


def _data(text: str) -> str:
    """Escape text as the runner unescapes it; line ends are meant, all else is made visible."""
    lines = (escaped(line).replace("%", "%25") for line in text.split("\n"))
    return "%0A".join(lines)


def _property(text: str) -> str:
    return escaped(text).replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
