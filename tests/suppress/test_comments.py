"""What suppression comments suppress, seen through a run."""

from __future__ import annotations

import json

import pytest

from compile_lint.run import check_source
from compile_lint.settings import Settings

SETUP = """\
import keras
model = keras.Sequential([
    keras.layers.Dense(3),{layer}
])
{above}
model.compile({first}
    "adam",
    loss="categorical_crossentropy",{loss}
){last}
"""


def program(**comments: str) -> str:
    """A program with CL302 at line 8, in a compile call of lines 6 to 9; with comments in its places."""
    places = dict.fromkeys(("layer", "above", "first", "loss", "last"), "")
    return SETUP.format(**{**places, **{name: f"  {text}" for name, text in comments.items()}})


def found(source: str, name: str = "a.py", **settings: object) -> list[str]:
    report = check_source(source.encode(), name, Settings(**settings))  # type: ignore[arg-type]
    assert report.failures == ()
    return [
        f"{finding.span.line if finding.span.cell is None else f'{finding.span.cell}.{finding.span.line}'} "
        f"{finding.code}"
        for finding in report.findings
    ]


def test_the_program_has_its_fault() -> None:
    assert found(program()) == ["8 CL302"]


@pytest.mark.parametrize("place", ["first", "loss", "last"])
@pytest.mark.parametrize(
    "comment",
    [
        "# noqa",
        "# NOQA",
        "#noqa:CL302",
        "# noqa: E501, CL302",
        "# noqa: CL3",
        "# noqa : cl302",
        "# type: ignore  # noqa: CL302  # pragma: no cover",
        "# compile-lint: ignore[CL302]",
        "# compile-lint: ignore[CL3] because",
        "# compile-lint:ignore [ cl302 ]: because",
        "# compile-lint: ignore[logits-as-probabilities] because",
        "# compile-lint: ignore[ALL]",
        "# for a talk # compile-lint: ignore[CL302] because # noqa: E501",
        "# compile-lint: ignore-file[CL302]",
    ],
)
def test_a_comment_holds_for_the_whole_statement(place: str, comment: str) -> None:
    assert found(program(**{place: comment})) == []


@pytest.mark.parametrize(
    "comment",
    [
        "# noqa: E501",
        "# noqa: E501, W291",
        "# noqas",
        "# no qa: CL302",
        "# type: ignore[CL302]",
        "# compile-lint is good: ignore[CL302]",
        "# compile-lint: see the settings",
        "# see compile-lint: ignore[CL302]",
    ],
)
def test_other_comments_are_none_of_our_business(comment: str) -> None:
    assert found(program(loss=comment)) == ["8 CL302"]


@pytest.mark.parametrize("text", ["# noqa", "# compile-lint: ignore-file[CL302]"])
def test_a_string_is_no_comment(text: str) -> None:
    for quoted in (f'"{text}"', f"'''\n{text}\n'''", f'f"{text}"', f'"\\"" + "{text}"'):
        source = program().replace('"adam"', f"{quoted} and 'adam'")
        assert found(source) == [f"{8 + quoted.count(chr(10))} CL302"]


def test_the_next_line_is_the_next_statement() -> None:
    comment = "# compile-lint: ignore-next-line[CL302]"
    assert found(program(above=comment)) == []
    assert found(program(above=f"{comment}\n\n# another comment\n")) == []
    assert found(program(first=comment)) == []  # the next line belongs to the same statement
    assert found(program(last=comment)) == ["8 CL302", "9 CL002"]
    assert found(program(above=f"{comment}\nx = 1")) == ["5 CL002", "9 CL302"]


def test_a_comment_at_the_other_half_of_the_fault_does_not_count() -> None:
    assert found(program(layer="# compile-lint: ignore[CL302]")) == ["3 CL002", "8 CL302"]


def test_a_comment_at_the_compile_call_counts_for_a_fault_elsewhere() -> None:
    source = (
        "import keras\n"
        'loss = "categorical_crossentropy"\n'
        "model = keras.Sequential([keras.layers.Dense(3)])\n"
        "model.compile('adam', loss)"
    )
    assert found(source) == ["2 CL302"]
    for line in (2, 4):
        lines = source.split("\n")
        lines[line - 1] += "  # compile-lint: ignore[CL302] because"
        assert found("\n".join(lines)) == []
    assert found(source + "\nx = 1  # compile-lint: ignore[CL302]\n") == ["2 CL302", "5 CL002"]


def test_a_comment_of_its_own_line_between_statements_covers_none() -> None:
    source = program(above="# compile-lint: ignore[CL302]")
    assert found(source) == ["5 CL002", "8 CL302"]
    report = check_source(source.encode(), "a.py", Settings())
    assert report.findings[0].advice.endswith("use `ignore-next-line` for the statement below")


def notebook(*cells: str) -> str:
    made = [{"cell_type": "code", "metadata": {}, "outputs": [], "source": cell} for cell in cells]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


class TestNotebooks:
    @pytest.mark.parametrize(
        ("first", "second", "expected"),
        [
            ("", "", ["1.8 CL302", "2.1 CL302"]),
            ("# compile-lint: ignore-cell[CL302]", "", ["2.1 CL302"]),
            ("", "# compile-lint: ignore-cell[CL302]", ["1.8 CL302"]),
            ("# compile-lint: ignore-file[CL302]", "", []),
            ("# compile-lint: ignore[CL302]", "", ["2.1 CL302"]),
            ("", "# noqa: CL302", ["1.8 CL302"]),
        ],
    )
    def test_a_cell_can_be_left_out(self, first: str, second: str, expected: list[str]) -> None:
        again = f'model.compile("sgd", "categorical_crossentropy")  {second}\n'
        source = notebook(program(loss=first), again)
        assert found(source, "a.ipynb") == expected

    def test_a_comment_of_one_cell_does_not_reach_into_another(self) -> None:
        source = notebook("# compile-lint: ignore-next-line[CL302]\n", program())
        assert found(source, "a.ipynb") == ["1.1 CL002", "2.8 CL302"]

    def test_a_cell_outside_a_notebook_is_invalid(self) -> None:
        assert found(program(loss="# compile-lint: ignore-cell[CL302]")) == ["8 CL302", "8 CL003"]


def test_code_in_documents_can_hold_comments() -> None:
    text = "# Title\n\n```python\n{}```\n"
    assert found(text.format(program()), "a.md") == ["11 CL302"]
    assert found(text.format(program(loss="# noqa: CL302")), "a.md") == []
    assert found(text.format(program(layer="# noqa: CL302")), "a.md") == ["6 CL002", "11 CL302"]


class TestUnused:
    @pytest.mark.parametrize(
        ("comment", "message"),
        [
            ("# compile-lint: ignore[CL101]", "`CL101` is suppressed, but not found here"),
            ("# noqa: CL101,CL102", "`CL101` and `CL102` are suppressed, but not found here"),
            ("# noqa: CL101, CL302, E501", "`CL101` is suppressed, but not found here"),
            ("# compile-lint: ignore[CL302, CL1]", "`CL1` is suppressed, but not found here"),
        ],
    )
    def test_names_that_suppress_nothing_are_reported(self, comment: str, message: str) -> None:
        report = check_source(program(loss=comment).encode(), "a.py", Settings(ignore=("CL302",)))
        (finding,) = report.findings
        assert (finding.code, finding.message) == ("CL002", message)
        line = program(loss=comment).splitlines()[finding.span.line - 1]
        assert line[finding.span.column - 1 : finding.span.end_column - 1] == comment

    @pytest.mark.parametrize("comment", ["# noqa", "# noqa: E501", "# noqa: F401, E501"])
    def test_those_of_other_tools_are_not_judged(self, comment: str) -> None:
        assert found(program(last=comment, layer=comment), ignore=("CL3",)) == []

    def test_what_is_off_or_not_sure_enough_is_in_use_all_the_same(self) -> None:
        source = program(loss="# compile-lint: ignore[CL302]")
        assert found(source, ignore=("CL302",)) == found(source, select=("CL1", "CL002")) == []
        twice = program(loss="# noqa: CL406").replace(
            '"adam",', '"adam", metrics=["categorical_crossentropy"],'
        )
        assert found(twice) == ["8 CL302"]
        assert "8 CL406" not in found(twice, select=("ALL",))

    def test_it_can_be_turned_off(self) -> None:
        source = program(layer="# compile-lint: ignore[CL302]")
        assert found(source, ignore=("CL002",)) == found(source, select=("CL3",)) == ["8 CL302"]
        quiet = program(layer="# compile-lint: ignore[CL302]", last="# compile-lint: ignore-file[CL002]")
        assert found(quiet) == ["8 CL302"]

    def test_files_that_others_may_call_are_not_judged(self) -> None:
        source = (
            "import keras\n"
            "def build(loss):\n"
            "    model = keras.Sequential([keras.layers.Dense(3)])\n"
            "    model.compile('adam', loss)  # compile-lint: ignore[CL302] callers know\n"
            "    return model\n"
        )
        assert found(source) == []
        assert found(source + "build('categorical_crossentropy')\n") == []
        assert found(source + "build('mse')\n") == ["4 CL002"]

    def test_files_with_faults_of_syntax_are_not_judged(self) -> None:
        source = program(layer="# compile-lint: ignore[CL302]") + "x = (\n"
        assert found(source) == ["10 CL001"]


class TestInvalid:
    @pytest.mark.parametrize(
        ("comment", "message"),
        [
            ("# compile-lint: ignore[CL999]", "no rule has the code or name `CL999`"),
            ("# noqa: CL3022", "no rule has the code or name `CL3022`; did you mean `CL302`?"),
            ("# compile-lint: ignore[logits-as]", "did you mean `logits-as-probabilities`?"),
            ("# compile-lint: ignore", "`ignore` does not say what: it needs rules in brackets"),
            ("# compile-lint: ignore[]", "`ignore` does not say what: it needs rules in brackets"),
            ("# compile-lint: ignore[CL302", "`ignore` does not say what: it needs rules in brackets"),
            ("# compile-lint: ignroe[CL302]", "`ignroe` is no way to suppress; did you mean `ignore`?"),
            ("# compile-lint: ignore-line[CL302]", "is no way to suppress; did you mean `ignore-file`?"),
            ("# compile-lint: disable[CL302]", "`disable` is no way to suppress"),
        ],
    )
    def test_comments_that_mean_nothing_are_reported(self, comment: str, message: str) -> None:
        report = check_source(program(last=comment).encode(), "a.py", Settings())
        codes = {finding.code: finding for finding in report.findings}
        assert codes.keys() == {"CL302", "CL003"}
        assert message in codes["CL003"].message
        assert codes["CL003"].span.line == 9

    def test_the_valid_names_beside_an_invalid_one_count(self) -> None:
        assert found(program(loss="# compile-lint: ignore[CL302, CL999]")) == ["8 CL003"]

    def test_reasons_can_be_required(self) -> None:
        for comment in ("# compile-lint: ignore[CL302]", "# noqa: CL302", "# compile-lint: ignore[CL302] : "):
            assert found(program(loss=comment), require_reason=True) == ["8 CL003"]
        for comment in ("# compile-lint: ignore[CL302] shown in a talk", "# noqa", "# noqa: E501"):
            assert "8 CL003" not in found(program(loss=comment), require_reason=True)


def test_all_can_be_shown() -> None:
    sources = [program(loss="# noqa"), program(loss="# compile-lint: ignore[CL302, CL999]")]
    assert [found(source, suppressions=False) for source in sources] == [["8 CL302"], ["8 CL302"]]


def test_a_syntax_error_can_be_suppressed_for_the_file() -> None:
    source = program() + "x = (\n"
    assert found(source) == ["10 CL001"]
    assert found(f"# compile-lint: ignore-file[CL001] a template\n{source}") == []


def test_line_ends_of_all_kinds() -> None:
    for newline in ("\r\n", "\r"):
        source = program(loss="# compile-lint: ignore[CL302]").replace("\n", newline)
        assert found(source) == []
        source = program(layer="# compile-lint: ignore[CL302]").replace("\n", newline)
        assert found(source) == ["3 CL002", "8 CL302"]
