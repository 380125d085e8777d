"""What CL501 tells to add can be had with the head and the labels at hand; each was run with real Keras."""

from __future__ import annotations

import pytest

from compile_lint.api import check_source

PROGRAM = """
import keras

model = keras.Sequential([keras.Input((9,)), keras.layers.Dense({units}, activation={activation})])
model.compile("adam", {loss}, metrics=["accuracy"])
model.fit(x, y, class_weight={{0: 1.0, 1: 40.0}})
"""


@pytest.mark.parametrize(
    ("units", "activation", "loss", "advice"),
    [
        (1, "'sigmoid'", "'binary_crossentropy'", 'Add `Precision()` and `Recall()`, or `AUC(curve="PR")`'),
        (
            1,
            None,
            "keras.losses.BinaryCrossentropy(from_logits=True)",
            'Add `Recall(thresholds=0)`, or `AUC(curve="PR", from_logits=True)`',
        ),
        (
            4,
            "'softmax'",
            "'categorical_crossentropy'",
            'Add `F1Score(average="macro")`, or `Recall(class_id=...)` of the rare class',
        ),
        (
            4,
            "'sigmoid'",
            "'binary_crossentropy'",
            'Add `F1Score(threshold=0.5)`, or `AUC(curve="PR", multi_label=True)`',
        ),
        (
            4,
            "'softmax'",
            "'sparse_categorical_crossentropy'",
            "Look at each class, as `classification_report` of scikit-learn does with the predictions",
        ),
    ],
)
def test_the_advice_of_accuracy_only(units, activation, loss, advice):
    source = PROGRAM.format(units=units, activation=activation, loss=loss)
    found = [one for one in check_source(source, filename="train.py").findings if one.code == "CL501"]
    assert [one.advice for one in found] == [advice]
