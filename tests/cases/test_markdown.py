"""The programs of all Markdown case files: every finding at every statement, and nothing else.

``tests/markdown_cases.py`` describes the form.
"""

from __future__ import annotations

import re
from collections import defaultdict

import pytest
from markdown_cases import TESTS, all_cases, first_lines

from compile_lint.findings import Certainty, Severity
from compile_lint.inspection import State
from compile_lint.run import check_source, inspect_source
from compile_lint.settings import Settings

EVERYTHING = Settings(select=("ALL",), min_certainty=Certainty.POSSIBLE, min_severity=Severity.INFO)


def findings_of(code):
    """Pairs of line and code by certainty."""
    report = check_source(code.encode(), "program.py", EVERYTHING)
    assert not report.failures
    statements = first_lines(code)
    found = defaultdict(set)
    for finding in report.findings:
        line = (finding.site or finding.span).line
        found[finding.certainty].add((statements.get(line, line), finding.code))
    return found[Certainty.CERTAIN], found[Certainty.POSSIBLE]


def readings_of(code, marks):
    """What was understood of each call that has a mark, in the words of the mark."""
    if not marks:
        return {}
    statements = first_lines(code)
    calls = {statements[call.site.line]: call for call in inspect_source(code.encode(), "program.py").calls}
    return {line: _words(calls[line], _parts_of(mark)) for line, mark in marks.items()}


def _parts_of(mark):
    return tuple(part.partition("=")[0] for part in re.split(r"[;|]", mark)[0].split())


def _words(call, parts):
    variants = {"; ".join(_head(head, parts) for head in heads) for heads in call.variants}
    return " | ".join(sorted(variants))


def _head(head, parts):
    shown = {
        "name": head.name,
        "output": _part(head.output, head.output.activation, head.output.units),
        "loss": _part(head.loss, head.loss.name, "logits" if head.loss.from_logits else ""),
        "labels": _part(head.labels, head.labels.encoding, head.labels.classes),
        "metrics": ",".join(_part(metric, metric.resolves_to or metric.name, "") for metric in head.metrics),
    }
    return " ".join(f"{part}={shown[part]}" for part in parts)


def _part(part, name, detail):
    if part.state is State.UNKNOWN:
        return "?"
    if part.state is State.CUSTOM:
        return f"custom:{part.name}"
    return f"{name}/{'?' if detail is None else detail}" if detail != "" else str(name)


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.name)
def test_program(case):
    certain, possible = findings_of(case.code)
    false_alarms = case.codes("todo-silent")
    assert certain - false_alarms == case.codes("error")
    assert possible - false_alarms == case.codes("possible")
    found = certain | possible
    assert not found & case.codes("todo-error"), "it is found by now: make it an `error` mark"
    assert false_alarms <= found, "it is silent by now: remove the `todo-silent` mark"
    revealed, missed = case.marks.get("revealed", {}), case.marks.get("todo-revealed", {})
    assert readings_of(case.code, revealed) == revealed
    known = {line for line, words in readings_of(case.code, missed).items() if words == missed[line]}
    assert not known, "it is understood by now: make it a `revealed` mark"


@pytest.mark.parametrize("folder", sorted({case.path.parent for case in all_cases()}), ids=lambda it: it.name)
def test_silent_programs_outnumber_loud_ones(folder):
    programs = [case for case in all_cases() if case.path.parent == folder]
    loud = [case for case in programs if case.codes("error") | case.codes("possible")]
    assert folder.is_relative_to(TESTS)
    assert len(loud) * 2 < len(programs)
