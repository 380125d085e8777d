"""``compile_lint.api``, as another program uses it."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from compile_lint import api

PROGRAM = """\
import keras

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation="sigmoid")])
model.compile("adam", "categorical_crossentropy")
"""
BUILDER = """\
import keras

def build():
    return keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation="sigmoid")])
"""
USER = 'from nets import build\nmodel = build()\nmodel.compile("adam", "categorical_crossentropy")\n'


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def codes(report: api.Report) -> list[str]:
    return [finding.code for finding in report.findings]


@pytest.mark.parametrize("source", [PROGRAM, PROGRAM.encode(), "# coding: latin-1\n# ü\n" + PROGRAM])
def test_a_source_is_checked_as_text_or_as_bytes(source: str | bytes) -> None:
    report = api.check_source(source)
    assert codes(report) == ["CL102"]
    assert report.findings[0].span.path == "-"
    assert report.summary.compile_calls == 1
    assert report.calls == ()


def test_the_name_says_what_a_source_is() -> None:
    assert codes(api.check_source(f"# Hello\n\n```python\n{PROGRAM}```\n", filename="a.md")) == ["CL102"]
    (failure,) = api.check_source(PROGRAM, filename=Path("a.ipynb")).failures
    assert (failure.path, failure.message[:30]) == ("a.ipynb", "the notebook is not valid JSON")


def test_imports_are_followed_from_a_file_that_is_there() -> None:
    Path("nets.py").write_text(BUILDER, encoding="utf-8")
    assert codes(api.check_source(USER, filename="train.py")) == []
    Path("train.py").write_text("# what was saved before\n", encoding="utf-8")
    assert codes(api.check_source(USER, filename="train.py")) == ["CL102"]


def test_settings_files_hold_unless_settings_are_given() -> None:
    Path("compile-lint.toml").write_text('ignore = ["CL102"]\n', encoding="utf-8")
    Path("train.py").write_text(PROGRAM, encoding="utf-8")
    assert codes(api.check_source(PROGRAM, filename="train.py")) == []
    assert codes(api.check_paths(["."])) == []
    assert codes(api.check_paths([Path("train.py")], settings=api.Settings())) == ["CL102"]
    assert codes(api.check_source(PROGRAM, settings=api.Settings(min_severity=api.Severity.ERROR))) == []


def test_settings_that_mean_nothing_are_an_error() -> None:
    with pytest.raises(api.SettingsError, match="no rule has the code or name `CL102x`"):
        api.check_source(PROGRAM, settings=api.Settings(select=("CL102x",)))


def test_calls_are_shown_where_they_are_asked_for() -> None:
    (call,) = api.check_source(PROGRAM, with_calls=True).calls
    inspection = api.inspect_source(PROGRAM)
    assert inspection.calls == (call,)
    (((head,),),) = (call.variants,)
    assert (head.output.units, head.output.activation, head.loss.name) == (
        3,
        "sigmoid",
        "categorical_crossentropy",
    )
    Path("train.py").write_text(PROGRAM, encoding="utf-8")
    assert [call.site.path for call in api.inspect_paths(["."]).calls] == ["train.py"]


def test_results_cannot_be_changed() -> None:
    report = api.check_source(PROGRAM)
    with pytest.raises(dataclasses.FrozenInstanceError):
        report.findings = ()  # type: ignore[misc]
    with pytest.raises(TypeError):
        report.sources["-", None] = ()  # type: ignore[index]


def test_nothing_is_kept_from_one_call_to_the_next() -> None:
    first = api.check_source(PROGRAM)
    api.check_source(BUILDER, settings=api.Settings(ignore=("CL1",)))
    assert api.check_source(PROGRAM) == first


def test_a_report_is_rendered_in_every_format() -> None:
    report = api.check_source(PROGRAM, filename="train.py")
    assert api.render(report, "concise").startswith("train.py:4:23: CL102 [sigmoid-with-categorical-loss]")
    assert api.render(report, "html").startswith("<!DOCTYPE html>")
    with pytest.raises(ValueError, match="there is no format `xml`; there are `text`, "):
        api.render(report, "xml")


def test_one_path_is_not_taken_for_many() -> None:
    with pytest.raises(TypeError, match="give a list"):
        api.check_paths("train.py")


def test_a_program_that_is_no_python_is_part_of_the_report() -> None:
    assert codes(api.check_source("import keras\nmodel.compile(\n")) == ["CL001"]
    assert codes(api.check_source(b"import keras\nmodel.compile(loss='\xfc')\n")) == ["CL001"]


def test_all_that_is_promised_is_there() -> None:
    assert [name for name in api.__all__ if not hasattr(api, name)] == []
    assert api.__all__ == sorted(api.__all__, key=lambda name: (name[0].islower(), name))
