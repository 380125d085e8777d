"""The words for rare events that a project adds to those of the tool."""

from __future__ import annotations

import pytest

from compile_lint.findings import Certainty
from compile_lint.run import check_source
from compile_lint.settings import Settings, SettingsError

PROGRAM = """
import keras
import pandas as pd

table = pd.read_csv("{file}")
{name} = table.pop("{column}")
model = keras.Sequential([keras.layers.Dense(1, activation="sigmoid")])
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
model.fit(table.values, {name}.values)
"""


def found(hints=(), *, file="rows.csv", column="label", name="labels"):
    """Certainty and message of what is said on accuracy."""
    settings = Settings(select=("CL501",), min_certainty=Certainty.POSSIBLE, imbalance_hints=hints)
    program = PROGRAM.format(file=file, column=column, name=name)
    report = check_source(program.encode(), "train.py", settings)
    return [(finding.certainty.value, finding.message) for finding in report.findings]


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ({"file": "data/pump_failures.csv"}, "the file `pump_failures.csv`"),
        ({"file": "PumpFailures2024.csv"}, "the file `PumpFailures2024.csv`"),
        ({"column": "pump-failures"}, "the column `pump-failures`"),
        ({"name": "pump_failures"}, "the name `pump_failures`"),
    ],
)
def test_a_word_of_the_project_is_evidence_like_the_others(where, words):
    assert found(**where) == []
    ((certainty, message),) = found(("pump failures",), **where)
    assert certainty == "possible"
    assert message == f"`accuracy` is the only metric, but {words} says that a class is rare"


@pytest.mark.parametrize("hint", ["pump_failures", "PumpFailures", "Pump failures", "pump-failures"])
def test_it_may_be_spelled_in_any_way(hint):
    assert len(found((hint,), column="pump_failures")) == 1


@pytest.mark.parametrize("column", ["pump", "failures", "pumps_failures", "pump_of_failures", "label"])
def test_other_words_are_none(column):
    assert found(("pump failures",), column=column) == []


def test_the_words_of_the_tool_remain():
    assert len(found(("leak",), column="is_fraud")) == 1


@pytest.mark.parametrize("hint", ["", "  ", "123", "a very rare event"])
def test_what_is_no_hint(hint):
    with pytest.raises(SettingsError) as raised:
        Settings(imbalance_hints=(hint,))
    assert str(raised.value) == f"`imbalance-hints` holds `{hint}`, which is not 1 to 3 words"
