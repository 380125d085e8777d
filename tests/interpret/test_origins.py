"""Where a finding about a class of Keras points: where the program uses it, never the import."""

from __future__ import annotations

import textwrap

import pytest

from compile_lint import api

BEFORE = """
import tf_keras as keras
from tf_keras.losses import (
    Huber,
    LogCosh as Smooth,
)

model = keras.Sequential([keras.layers.Dense(1)])
"""


def lines(code: str) -> list[str]:
    """The text of each line that a CL615 of the program points at."""
    source = BEFORE + textwrap.dedent(code)
    found = api.check_source(source).findings
    assert {finding.code for finding in found} <= {"CL615"}
    return [source.splitlines()[finding.span.line - 1].strip() for finding in found]


@pytest.mark.parametrize(
    ("code", "place"),
    [
        ("model.compile('adam', Huber)", "model.compile('adam', Huber)"),
        ("LOSS = Huber\nmodel.compile('adam', LOSS)", "LOSS = Huber"),
        ("table = {'a': Smooth}\nmodel.compile('adam', table['a'])", "table = {'a': Smooth}"),
        ("def f(c=Smooth):\n    return c\n\nmodel.compile('adam', f())", "def f(c=Smooth):"),
    ],
)
def test_points_at_the_use_of_an_imported_class(code, place):
    assert lines(code) == [place]


@pytest.mark.parametrize(
    "code",
    [
        "model.compile('adam', Huber())",
        "LOSS = Smooth\nmodel.compile('adam', LOSS())",
        "model.compile('adam', (lambda make: make())(Huber))",
        "made = [one() for one in (Huber, Smooth)]\nmodel.compile('adam', made[1])",
        "class Own(Huber):\n    pass\n\nmodel.compile('adam', Own())",
    ],
)
def test_a_class_that_is_called_is_no_finding(code):
    assert lines(code) == []


OWN = """
import keras


def spread(y_true, y_pred):
    return keras.ops.max(y_pred) - keras.ops.min(y_pred)


class Rows(keras.metrics.Mean):
    pass


model = keras.Sequential([keras.layers.Dense(1)])
"""


@pytest.mark.parametrize(
    "call",
    [
        "model.compile('adam', 'mse', metrics=spread)",
        "model.compile('adam', 'mse', weighted_metrics=Rows)",
        "model.compile(**dict(loss='mse', metrics=spread))",
    ],
)
def test_points_at_what_is_given_and_not_at_what_it_is_defined_as(call):
    source = OWN + call
    (finding,) = api.check_source(source).findings
    assert (finding.code, source.splitlines()[finding.span.line - 1]) == ("CL610", call)


def test_evidence_of_weights_points_at_the_training_call():
    source = (
        "import keras\n\nmodel = keras.Sequential([keras.layers.Dense(1, activation='sigmoid')])\n"
        "model.compile('adam', 'binary_crossentropy', metrics=['accuracy'])\n"
        "weights = {0: 1.0, 1: 9.0}\n"
        "model.fit(x, y, class_weight=weights)\n"
    )
    (finding,) = api.check_source(source).findings
    assert [(one.message, one.span.line) for one in finding.related] == [("`class_weight=` in `fit`", 6)]


def test_a_sequence_of_class_weights_is_shown_where_it_is_given():
    """An array that is made of the labels would lead back to them."""
    source = (
        "import keras\nimport numpy as np\n\n"
        "labels = np.array([0, 1, 1])\n"
        "model = keras.Sequential([keras.layers.Dense(1, activation='sigmoid')])\n"
        "model.compile('adam', 'binary_crossentropy')\n"
        "model.fit(x, labels, class_weight=1 / np.bincount(labels))\n"
        "model.fit(x, labels, class_weight=list(labels))\n"
        "weights = [1.0, 2.0]\n"
        "model.fit(x, labels, class_weight=weights)\n"
    )
    found = api.check_source(source).findings
    assert [(one.code, one.span.line) for one in found] == [("CL904", 7), ("CL904", 8), ("CL904", 9)]


@pytest.mark.parametrize(
    ("made", "by"),
    [
        ("column.map({'a': 1, 'b': 2})", "map"),
        ("column.replace({'a': 1, 'b': 2})", "replace"),
        ("column.apply(lambda name: 1 if name == 'a' else 2)", "apply"),
    ],
)
def test_labels_are_said_to_come_from_what_the_program_calls(made, by):
    source = (
        "import keras\nimport pandas as pd\n\n"
        f"column = pd.read_csv('a.csv')['name']\nlabels = {made}\n"
        "model = keras.Sequential([keras.layers.Dense(1, activation='sigmoid')])\n"
        "model.compile('adam', 'binary_crossentropy')\n"
        "model.fit(x, labels)\n"
    )
    found = api.check_source(source).findings
    assert [one.message.partition(", but ")[2] for one in found] == [f"the labels from `{by}` go up to 2"]
