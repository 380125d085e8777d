"""The formats that programs read, letter by letter."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from report_examples import EMPTY, HOSTILE_PATH, IN_A_CELL, NASTY, PLAIN, REPORT, hostile

from compile_lint.findings import Applicability, Edit, Finding, Fix
from compile_lint.report import Report, Summary
from compile_lint.reporters import FORMATS, gitlab, jsonl, junit, render, sarif
from compile_lint.reporters.colors import Painter
from compile_lint.rules import RULES
from compile_lint.spans import Span

MACHINE_FORMATS = ("json", "jsonl", "sarif", "github", "gitlab", "junit", "pylint")
PLAINLY = Painter()


def lines(name: str, report: Report) -> list[str]:
    """The lines of a rendered report; like other programs, it takes line feeds for ends of lines only."""
    rendered = render(report, name, PLAINLY)
    assert rendered == "" or rendered.endswith("\n")
    return rendered.split("\n")[:-1]


def run_of(report: Report) -> Any:
    (run,) = json.loads(sarif.render(report))["runs"]
    return run


def parsed(xml: str) -> ET.Element:
    return ET.fromstring(xml)  # noqa: S314 - our own text


def finding_at(span: Span, fix: Fix | None = None) -> Finding:
    return Finding("CL1", "n", PLAIN.severity, PLAIN.certainty, "m", span, fix=fix)


def test_github_annotates_lines_of_the_file() -> None:
    assert lines("github", REPORT) == [
        (
            "::warning title=CL301 probabilities-as-logits,"
            "file=a b/train.py,line=9,endLine=9,col=5,endColumn=20"
            "::`loss` expects logits, but the output is `softmax`"
            "%0Aa b/model.py:3:7: the output is `softmax`%0Ahelp: Drop `from_logits=True`"
        ),
        (
            "::notice title=CL406 metric-repeats-loss,file=n.ipynb,line=30,endLine=30,col=8,endColumn=10"
            "::possible: again (cell 2, line 1)"
        ),
        "::error title=compile-lint::gone.py: the file cannot be read",
        (
            "Found 2 problems (1 warning, 1 hint) in 2 of 9 files; 4 compile calls read. "
            "Fixable: [~] 1 with `--fix --unsafe-fixes`."
        ),
    ]


def test_github_names_the_file_alone_where_the_line_in_it_is_not_known() -> None:
    (command, _) = lines("github", Report((IN_A_CELL,), Summary(1, 1, 1, 1)))
    assert command.startswith("::notice title=CL406 metric-repeats-loss,file=n.ipynb::")


def test_github_says_no_column_of_what_takes_several_lines() -> None:
    (related,) = PLAIN.related
    report = Report(
        (PLAIN.__class__("CL1", "n", PLAIN.severity, PLAIN.certainty, "m", related.span),), Summary()
    )
    assert "line=3,endLine=4::m" in lines("github", report)[0]


def test_pylint_counts_columns_from_zero_and_cells_as_lines_of_the_file() -> None:
    assert lines("pylint", REPORT) == [
        f"a b/train.py:9:4: CL301: {PLAIN.message} (probabilities-as-logits)",
        "n.ipynb:30:7: CL406: possible: again (metric-repeats-loss)",
    ]


def test_pylint_names_the_compile_calls_that_share_a_line() -> None:
    sites = (Span("a.py", None, 2, 1, 2, 9), Span("a.py", None, 7, 1, 7, 9))
    shared = [replace(PLAIN, site=site) for site in sites]
    line = f"a b/train.py:9:4: CL301: {PLAIN.message} (probabilities-as-logits)"
    assert lines("pylint", Report((*shared, IN_A_CELL), Summary())) == [
        f"{line} (in the compile call at a.py:2:1)",
        f"{line} (in the compile call at a.py:7:1)",
        lines("pylint", Report((IN_A_CELL,), Summary()))[0],
    ]


def test_json_lines_are_the_findings_of_json() -> None:
    document = json.loads(render(REPORT, "json", PLAINLY))
    assert [json.loads(line) for line in lines("jsonl", REPORT)] == document["findings"]
    assert document["failures"] == [{"path": "gone.py", "message": "the file cannot be read"}]


def test_gitlab_gets_a_fingerprint_of_its_own_for_each_issue() -> None:
    first, second, third = json.loads(gitlab.render(Report((PLAIN, PLAIN, IN_A_CELL), Summary())))
    assert first == {
        "type": "issue",
        "check_name": "CL301",
        "description": "`loss` expects logits, but the output is `softmax` (probabilities-as-logits)",
        "categories": ["Bug Risk"],
        "severity": "minor",
        "fingerprint": "f1",
        "location": {"path": "a b/train.py", "lines": {"begin": 9, "end": 9}},
    }
    assert second["fingerprint"] == "f1-2"
    assert third["location"] == {"path": "n.ipynb", "lines": {"begin": 1}}
    assert len(third["fingerprint"]) == 64


def test_junit_has_a_suite_for_each_file_and_counts_them() -> None:
    root = parsed(junit.render(REPORT))
    assert root.attrib == {"name": "compile-lint", "tests": "3", "failures": "2", "errors": "1"}
    assert [suite.attrib["name"] for suite in root] == ["a b/train.py", "n.ipynb", "gone.py"]
    case = root[0][0]
    assert case.attrib == {
        "name": "CL301 probabilities-as-logits at a b/train.py:9:5",
        "classname": "a b/train.py",
        "file": "a b/train.py",
        "line": "9",
    }
    assert case[0].attrib == {"type": "warning", "message": PLAIN.message}
    assert case[0].text == f"{PLAIN.message}\na b/model.py:3:7: the output is `softmax`\nhelp: {PLAIN.advice}"
    assert root[2][0][0].attrib == {"message": "the file cannot be read"}


def test_junit_without_findings_is_one_test_that_passed() -> None:
    root = parsed(junit.render(EMPTY))
    assert root.attrib["tests"] == "1"
    assert [len(case) for suite in root for case in suite] == [0]


def test_sarif_tells_where_both_halves_stand() -> None:
    run = run_of(REPORT)
    assert run["columnKind"] == "unicodeCodePoints"
    result = run["results"][0]
    assert result["ruleId"] == run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "CL301"
    assert result["level"] == "warning"
    assert result["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "a%20b/train.py", "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": 9, "startColumn": 5, "endLine": 9, "endColumn": 21},
            }
        }
    ]
    (related,) = result["relatedLocations"]
    assert related["message"] == {"text": "the output is `softmax`"}
    assert related["physicalLocation"]["region"]["endLine"] == 4
    assert result["partialFingerprints"] == {"compileLint/v1": "f1"}
    assert result["properties"] == {"certainty": "certain", "name": "probabilities-as-logits"}


def test_sarif_describes_every_rule_of_the_run() -> None:
    rules = run_of(EMPTY)["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.code for rule in RULES]
    described = next(rule for rule in rules if rule["id"] == "CL301")
    assert described["name"] == "ProbabilitiesAsLogits"
    assert described["help"]["markdown"].count("```python") == 2
    assert all(rule["help"]["text"] and rule["fullDescription"]["text"] for rule in rules)


def test_sarif_puts_a_cell_where_it_stands_in_the_file() -> None:
    (location,) = run_of(REPORT)["results"][1]["locations"]
    assert location["logicalLocations"] == [{"name": "cell 2", "kind": "cell"}]
    assert location["physicalLocation"]["region"]["startLine"] == 30
    unplaced = run_of(Report((IN_A_CELL,), Summary()))["results"][0]["locations"][0]
    assert "region" not in unplaced["physicalLocation"]


def test_sarif_carries_fixes_that_a_program_may_apply() -> None:
    (fix,) = run_of(REPORT)["results"][0]["fixes"]
    assert fix["description"] == {"text": "Drop `from_logits=True`"}
    assert fix["properties"] == {"applicability": "unsafe"}
    (change,) = fix["artifactChanges"]
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 9, "startColumn": 10, "endLine": 9, "endColumn": 20},
            "insertedContent": {"text": ""},
        }
    ]


def test_sarif_writes_text_for_a_cell_as_part_of_a_json_string() -> None:
    place = IN_A_CELL.span
    fixed = finding_at(place, Fix("Mend it", Applicability.SAFE, (Edit(place, 'a="b"\n'),)))
    (fix,) = run_of(Report((fixed,), Summary(), in_file=REPORT.in_file))["results"][0]["fixes"]
    assert fix["artifactChanges"][0]["replacements"][0]["insertedContent"] == {"text": 'a=\\"b\\"\\n'}


def test_sarif_leaves_out_fixes_that_no_program_can_apply() -> None:
    unplaced = Edit(Span("n.ipynb", 7, 1, 1, 1, 2), "")
    by_hand = Edit(PLAIN.span, "")
    for applicability, edit in ((Applicability.SAFE, unplaced), (Applicability.DISPLAY, by_hand)):
        fixed = finding_at(edit.span, Fix("Mend it", applicability, (edit,)))
        assert "fixes" not in run_of(Report((fixed,), Summary()))["results"][0]


def test_sarif_reports_what_could_not_be_checked() -> None:
    (invocation,) = run_of(REPORT)["invocations"]
    assert invocation["executionSuccessful"] is False
    assert invocation["toolExecutionNotifications"][0]["message"] == {"text": "the file cannot be read"}
    assert run_of(EMPTY)["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("/home/me/ü.py", {"uri": "file:///home/me/%C3%BC.py"}),
        ("../up.py", {"uri": "../up.py", "uriBaseId": "%SRCROOT%"}),
        ("c:/me/a b.py", {"uri": "file:///c:/me/a%20b.py"}),
        ("C:\\me\\a.py", {"uri": "file:///C:/me/a.py"}),
        ("a\\b.py", {"uri": "a%5Cb.py", "uriBaseId": "%SRCROOT%"}),
        ("a:b.py", {"uri": "a%3Ab.py", "uriBaseId": "%SRCROOT%"}),
        ("bad\udcff.py", {"uri": "bad%FF.py", "uriBaseId": "%SRCROOT%"}),
    ],
)
def test_sarif_paths_are_uris(path: str, location: object) -> None:
    (result,) = run_of(Report((finding_at(Span(path, None, 1, 1, 1, 2)),), Summary()))["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == location


@pytest.mark.parametrize("name", MACHINE_FORMATS)
def test_nothing_hostile_gets_out_of_its_place(name: str) -> None:
    rendered = render(hostile(), name, PLAINLY)
    assert not set(rendered) & set("\r\x00\x1b\x85\u202e\u2066\u2028\ufffe\uffff\U000e0041")
    if name in ("json", "jsonl", "sarif", "gitlab"):
        assert rendered.isascii()


def test_a_hostile_message_starts_no_workflow_command() -> None:
    shown = lines("github", hostile())
    assert [line.partition(" ")[0] for line in shown if line.startswith("::")] == ["::error", "::error"]
    assert len(shown) == 3
    assert (
        "file=dir/]]></failure></script><script>alert(1)</script>\"'&<b>%250A%2C%3A\\x0a%3A%3Aerror%3A"
        in shown[0]
    )


def test_a_hostile_message_is_one_line_for_pylint() -> None:
    assert len(lines("pylint", hostile())) == 1


def test_a_hostile_message_stays_text_in_junit() -> None:
    root = parsed(junit.render(hostile()))
    assert [element.tag for element in root.iter()] == [
        "testsuites",
        *("testsuite", "testcase", "failure"),
        *("testsuite", "testcase", "error"),
    ]
    assert "]]></failure></script><script>alert(1)</script>" in root[0][0][0].attrib["message"]


def test_a_hostile_message_is_no_link_and_no_placeholder_in_sarif() -> None:
    (result,) = run_of(hostile())["results"]
    assert result["message"]["text"].endswith("[x] (http://evil) {{0}}")


def test_json_keeps_hostile_text_as_it_is() -> None:
    (finding,) = [json.loads(line) for line in jsonl.render(hostile()).splitlines()]
    assert (finding["message"], finding["path"]) == (NASTY, HOSTILE_PATH)


def test_every_format_has_a_test() -> None:
    assert set(FORMATS) == {*MACHINE_FORMATS, "text", "concise", "html"}
