"""Runs the programs in the Markdown files of this folder and compares what they give with their marks.

Every fenced Python block is one program. Marks stand on the first or the last line of a compile call:

- ``# error: [CL101, CL301]`` the certain findings of this call, whatever their severity;
- ``# possible: [CL302]`` the possible ones;
- ``# todo-error: [CL101]`` a fault that is missed today (certain or possible);
- ``# todo-silent: [CL101]`` a false alarm of today;
- ``# revealed: output=softmax/3 loss=mean_squared_error`` what ``inspect`` understood. Only the parts that
  are named are compared. Heads are separated by ``;``, and the ways to read the call by ``|``, in
  alphabetical order;
- ``# todo-revealed: ...`` what it should have understood.

Calls without a mark are silent. A ``todo`` mark fails as soon as it is no longer needed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from compile_lint.findings import Certainty, Severity
from compile_lint.inspection import State
from compile_lint.run import check_source, inspect_source
from compile_lint.settings import Settings

FOLDER = Path(__file__).resolve().parent
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MARK = re.compile(r"# (error|possible|todo-error|todo-silent|revealed|todo-revealed): ([^#\n]+)")
EVERYTHING = Settings(select=("ALL",), min_certainty=Certainty.POSSIBLE, min_severity=Severity.INFO)


@dataclass(frozen=True)
class Case:
    """One program, and its marks: for each kind, the line and what is written behind the colon."""

    name: str
    code: str
    marks: dict[str, dict[int, str]] = field(hash=False)

    def codes(self, kind):
        """The codes of one kind of mark, as pairs of line and code."""
        return {
            (line, code.strip())
            for line, text in self.marks[kind].items()
            for code in text.strip("[] ").split(",")
        }


def cases():
    for path in sorted(FOLDER.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        heading, count = "", 0
        for match in BLOCK.finditer(text):
            title = text[: match.start()].rpartition("\n## ")[2].partition("\n")[0].strip()
            heading, count = title, count + 1 if title == heading else 1
            marks: dict[str, dict[int, str]] = defaultdict(dict)
            start = 0
            for number, line in enumerate(match[1].splitlines(), 1):
                start = number if ".compile(" in line else start
                for kind, value in MARK.findall(line):
                    is_call = ".compile(" in line or line.lstrip().startswith(")")
                    assert is_call, f"{path.name}: {title}: a mark away from a compile call"
                    marks[kind][start] = value.strip()
            name = f"{path.stem}: {title}" + (f" ({count})" if count > 1 else "")
            yield pytest.param(Case(name, match[1], marks), id=name)


def findings_of(code):
    """Pairs of line and code by certainty."""
    report = check_source(code.encode(), "program.py", EVERYTHING)
    assert not report.failures
    found = defaultdict(set)
    for finding in report.findings:
        found[finding.certainty].add(((finding.site or finding.span).line, finding.code))
    return found[Certainty.CERTAIN], found[Certainty.POSSIBLE]


def readings_of(code, marks):
    """What was understood of each call that has a mark, in the words of the mark."""
    calls = {call.site.line: call for call in inspect_source(code.encode(), "program.py").calls}
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


@pytest.mark.parametrize("case", list(cases()))
def test_program(case):
    certain, possible = findings_of(case.code)
    false_alarms = case.codes("todo-silent")
    assert certain - false_alarms == case.codes("error")
    assert possible - false_alarms == case.codes("possible")
    found = certain | possible
    assert not found & case.codes("todo-error"), "it is found by now: make it an `error` mark"
    assert false_alarms <= found, "it is silent by now: remove the `todo-silent` mark"
    assert readings_of(case.code, case.marks["revealed"]) == case.marks["revealed"]
    missed = case.marks["todo-revealed"]
    known = {line for line, words in readings_of(case.code, missed).items() if words == missed[line]}
    assert not known, "it is understood by now: make it a `revealed` mark"


def test_silent_programs_outnumber_loud_ones():
    programs = [parameter.values[0] for parameter in cases()]
    loud = [case for case in programs if case.codes("error") | case.codes("possible")]
    assert len(loud) * 2 < len(programs)
