"""What findings tell to use instead fits the program at hand."""

from __future__ import annotations

import pytest

from compile_lint.api import check_source


def findings(head, loss, code, *, labels="y", prepare="", metrics="[]"):
    program = f"""
import keras
import numpy as np
from sklearn.datasets import make_moons

{prepare}
model = keras.Sequential([keras.Input((9,)), keras.layers.Dense({head})])
model.compile("adam", {loss}, metrics={metrics})
model.fit(x, {labels})
"""
    return [one for one in check_source(program).findings if one.code == code]


@pytest.mark.parametrize(
    ("head", "loss", "advice"),
    [
        ("1, activation='relu'", "'binary_crossentropy'", "Use `sigmoid`"),
        ("5, activation='tanh'", "'categorical_crossentropy'", "Use `softmax`"),
        ("5, activation='relu'", "'sparse_categorical_crossentropy'", "Use `softmax`"),
    ],
)
def test_the_activation_that_belongs_to_a_loss(head, loss, advice):
    assert [one.advice for one in findings(head, loss, "CL104")] == [advice]


@pytest.mark.parametrize(
    ("written", "advice"), [("lrelu", "Use `leaky_relu`"), ("logistic", "Use `sigmoid`")]
)
def test_an_activation_that_keras_calls_otherwise(written, advice):
    assert [one.advice for one in findings(f"1, activation='{written}'", "'mse'", "CL614")] == [advice]


@pytest.mark.parametrize(
    ("head", "loss", "labels", "advice"),
    [
        ("4", "SparseCategoricalCrossentropy", "y", "Use `MeanIoU` with `sparse_y_pred=False`"),
        ("4", "CategoricalCrossentropy", "keras.utils.to_categorical(y, 4)", "Use `OneHotMeanIoU`"),
        ("1", "BinaryCrossentropy", "y", "Use `BinaryIoU(threshold=0)`"),
    ],
)
def test_an_overlap_of_logits(head, loss, labels, advice):
    metrics = "[keras.metrics.MeanIoU(num_classes=4)]"
    loss = f"keras.losses.{loss}(from_logits=True)"
    assert [one.advice for one in findings(head, loss, "CL402", labels=labels, metrics=metrics)] == [advice]


@pytest.mark.parametrize(
    ("prepare", "labels"),
    [
        ("x, y = make_moons(500)", "2 * y - 1"),
        ("x, y = make_moons(500)\ny[y == 0] = -1", "y"),
    ],
)
def test_labels_that_are_no_longer_those_of_the_data_set(prepare, labels):
    """``make_moons`` makes 0 and 1, so that it is not said to make -1 and 1."""
    (found,) = findings(
        "1, activation='tanh'", "'hinge'", "CL411", prepare=prepare, labels=labels, metrics="['accuracy']"
    )
    assert found.message == "`accuracy` rounds the output to 0 or 1, but the labels are -1 and 1"


@pytest.mark.parametrize(
    ("loss", "advice"),
    [
        ("'binary_crossentropy'", "Use `sigmoid` for one unit, or one unit for each class"),
        ("'squared_hinge'", "Use `tanh`, or remove the output activation"),
        ("'poisson'", "Use `exponential` or `softplus`"),
        ("'mse'", "Remove the output activation for a regression, or use `sigmoid` for classes"),
    ],
)
def test_a_softmax_of_one_unit(loss, advice):
    (found,) = findings("1, activation='softmax'", loss, "CL101")
    assert found.advice == advice
