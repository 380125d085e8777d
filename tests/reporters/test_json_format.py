"""The JSON format, key by key: other programs read it."""

from __future__ import annotations

import json

from compile_lint.findings import Applicability, Certainty, Edit, Finding, Fix, Related, Severity
from compile_lint.report import Report, Summary
from compile_lint.reporters import json_report
from compile_lint.spans import Span


def test_a_report_holds_exactly_these_keys() -> None:
    finding = Finding(
        code="CL302",
        name="logits-as-probabilities",
        severity=Severity.ERROR,
        certainty=Certainty.POSSIBLE,
        message="`a` expects `ü`",
        span=Span("a.ipynb", 3, 1, 5, 2, 8),
        site=Span("a.ipynb", 4, 6, 1, 9, 2),
        related=(Related(Span("b.py", None, 7, 2, 7, 4), "the output"),),
        advice="Use the other one",
        fix=Fix("Use `sigmoid`", Applicability.UNSAFE, (Edit(Span("b.py", None, 7, 2, 7, 4), "ü"),)),
    )
    rendered = json_report.render(Report((finding,), Summary(9, 2, 4, 1)))
    assert rendered.isascii()
    assert rendered.endswith("}\n")
    assert json.loads(rendered) == {
        "version": 1,
        "findings": [
            {
                "code": "CL302",
                "name": "logits-as-probabilities",
                "severity": "error",
                "certainty": "possible",
                "message": "`a` expects `ü`",
                "path": "a.ipynb",
                "cell": 3,
                "line": 1,
                "column": 5,
                "end_line": 2,
                "end_column": 8,
                "site": {"path": "a.ipynb", "cell": 4, "line": 6, "column": 1},
                "related": [
                    {
                        "path": "b.py",
                        "cell": None,
                        "line": 7,
                        "column": 2,
                        "end_line": 7,
                        "end_column": 4,
                        "message": "the output",
                    }
                ],
                "advice": "Use the other one",
                "fingerprint": None,
                "fix": {
                    "title": "Use `sigmoid`",
                    "applicability": "unsafe",
                    "edits": [
                        {
                            "path": "b.py",
                            "cell": None,
                            "line": 7,
                            "column": 2,
                            "end_line": 7,
                            "end_column": 4,
                            "text": "ü",
                        }
                    ],
                },
                "alternatives": [],
            }
        ],
        "failures": [],
        "summary": {
            "files": 9,
            "files_parsed": 2,
            "compile_calls": 4,
            "findings": 1,
            "fixed": 0,
            "fixable": {"safe": 0, "unsafe": 1},
        },
    }


def test_a_finding_about_no_compile_call_has_no_site() -> None:
    finding = Finding(
        "CL001", "syntax-error", Severity.ERROR, Certainty.CERTAIN, "bad", Span("a.py", None, 1, 1, 1, 2)
    )
    (rendered,) = json.loads(json_report.render(Report((finding,), Summary(1, 1, 0, 1))))["findings"]
    assert rendered["site"] is None
    assert rendered["related"] == []


def test_an_empty_report_is_an_object_too() -> None:
    assert json.loads(json_report.render(Report((), Summary()))) == {
        "version": 1,
        "findings": [],
        "failures": [],
        "summary": {
            "files": 0,
            "files_parsed": 0,
            "compile_calls": 0,
            "findings": 0,
            "fixed": 0,
            "fixable": {"safe": 0, "unsafe": 0},
        },
    }
