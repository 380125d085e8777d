"""JUnit's XML, which build servers show as test results: a suite for each file with findings."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from compile_lint.findings import Failure, Finding
from compile_lint.report import Report
from compile_lint.reporters.display import escaped
from compile_lint.reporters.wording import full_message, one_line


def render(report: Report) -> str:
    """Render a report; one without findings holds a test that passed, as no test reads as an error."""
    findings, failures = report.findings, report.failures
    tests = len(findings) + len(failures) or 1
    counts = f'tests="{tests}" failures="{len(findings)}" errors="{len(failures)}"'
    lines = ['<?xml version="1.0" encoding="utf-8"?>', f'<testsuites name="compile-lint" {counts}>']
    for path, of_file in groupby(findings, key=lambda finding: finding.span.path):
        lines.extend(_suite(path, list(of_file)))
    for failure in failures:
        lines.extend(_failure(failure))
    if not findings and not failures:
        lines.append('  <testsuite name="compile-lint" tests="1" failures="0" errors="0">')
        lines.append('    <testcase name="no problems" classname="compile-lint"/>')
        lines.append("  </testsuite>")
    lines.append("</testsuites>")
    return "\n".join(lines) + "\n"


def _suite(path: str, findings: list[Finding]) -> Iterator[str]:
    number = len(findings)
    yield f'  <testsuite name={_attribute(path)} tests="{number}" failures="{number}" errors="0">'
    for finding in findings:
        name = _attribute(f"{finding.code} {finding.name} at {finding.span}")
        file = _attribute(path)
        line = f' line="{finding.span.line}"' if finding.span.cell is None else ""
        yield f"    <testcase name={name} classname={file} file={file}{line}>"
        message, kind = _attribute(one_line(finding)), _attribute(finding.severity.value)
        yield f"      <failure type={kind} message={message}>{_text(full_message(finding))}</failure>"
        yield "    </testcase>"
    yield "  </testsuite>"


def _failure(failure: Failure) -> Iterator[str]:
    path = _attribute(failure.path)
    yield f'  <testsuite name={path} tests="1" failures="0" errors="1">'
    yield f'    <testcase name="can be checked" classname={path} file={path}>'
    yield f"      <error message={_attribute(failure.message)}/>"
    yield "    </testcase>"
    yield "  </testsuite>"


def _attribute(text: str) -> str:
    return quoteattr(escaped(text))


def _text(text: str) -> str:
    return escape("\n".join(escaped(line) for line in text.split("\n")))
