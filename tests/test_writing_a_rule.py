"""The tutorial on rules of one's own: its rule, its test and its settings are run as they stand there."""

from __future__ import annotations

import re
import runpy
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from compile_lint.cli import main

TUTORIAL = (Path(__file__).resolve().parent.parent / "docs" / "writing-a-rule.md").read_text(encoding="utf-8")
RULE, TEST = re.findall(r"^```python\n(.*?)^```$", TUTORIAL, re.MULTILINE | re.DOTALL)
SETTINGS, ENTRY_POINT = re.findall(r"^```toml\n(.*?)^```$", TUTORIAL, re.MULTILINE | re.DOTALL)
PROGRAM = """\
import keras

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
"""


@pytest.fixture(autouse=True)
def _project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("lint_rules.py").write_text(RULE, encoding="utf-8")
    Path("train.py").write_text(PROGRAM, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield
    sys.modules.pop("lint_rules", None)


def test_the_test_of_the_rule_passes():
    Path("test_lint_rules.py").write_text(TEST, encoding="utf-8")
    tests = runpy.run_path("test_lint_rules.py")
    tests["test_two_classes_without_auc"]()


def test_the_test_of_the_rule_can_fail():
    Path("lint_rules.py").write_text(RULE.replace("units == 1", "units == 2"), encoding="utf-8")
    Path("test_lint_rules.py").write_text(TEST, encoding="utf-8")
    tests = runpy.run_path("test_lint_rules.py")
    with pytest.raises(AssertionError, match="AB101 two-classes-without-auc: 2 of 5 programs"):
        tests["test_two_classes_without_auc"]()


def test_the_settings_turn_it_on():
    Path("pyproject.toml").write_text(SETTINGS, encoding="utf-8")
    result = CliRunner().invoke(main, ["check", "--output-format", "concise"])
    assert result.stdout.splitlines()[0] == (
        "train.py:3:46: AB101 [two-classes-without-auc] warning: "
        "an output for two classes is to report `AUC`, but the metrics hold none"
    )
    explained = CliRunner().invoke(main, ["explain", "AB101"]).stdout
    assert "A model for two classes does not report the area under its curve." in explained


def test_the_entry_point_has_the_group_that_is_looked_for():
    from compile_lint.plugin_rules import ENTRY_POINTS

    assert f'[project.entry-points."{ENTRY_POINTS}"]' in ENTRY_POINT
