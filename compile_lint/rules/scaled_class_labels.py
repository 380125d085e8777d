"""Class ids were divided or normalised, and are no class ids any more.

Why: a classification loss reads a label as the number of a class. After `y / 255`, or a scaler fitted on
the labels, nearly all of them are cut to class 0, or are negative.

Silent: regression losses, for which ids are mere numbers; binary cross-entropy with ids brought into
[0, 1], which it reads as soft labels; two classes that stay 0 and 1.

Fix: scale the inputs only.

Evidence: keras 3.15.1 and tf_keras 2.21, sparse categorical cross-entropy, 5 classes: ids divided by 255
are all class 0, .198 for .937 while the loss falls to .017; brought into [0, 1] .168. Standardised ids
raise "Received a label value of -1 which is outside the valid range of [0, 5)" on the CPU.

Keras: Keras 3 and tf_keras alike; negative ids raise on the CPU.

References:
https://keras.io/api/losses/probabilistic_losses/
`keras/src/backend/tensorflow/nn.py` of keras 3.15.1
`tf_keras/src/backend.py` of tf_keras 2.21
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Severity
from compile_lint.knowledge.losses import Family
from compile_lint.model import Because, CompileCall, Known, Labels, Loss
from compile_lint.rules.because import labels_phrase, shows_labels, shows_loss
from compile_lint.rules.heads import CLASSIFYING, heads_to_judge
from compile_lint.rules.registry import rule

_BAD = """
import keras
import numpy as np

rng = np.random.default_rng(26)
y = rng.integers(0, 10, size=100)
x = rng.integers(0, 100, size=(100, 10)) + 150 * np.eye(10)[y]
x, y = x / 255.0, y / 255.0

model = keras.Sequential([keras.Input((10,)), keras.layers.Dense(10, activation="softmax")])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=2, verbose=0)
"""

_GOOD = """
import keras
import numpy as np

rng = np.random.default_rng(26)
y = rng.integers(0, 10, size=100)
x = rng.integers(0, 100, size=(100, 10)) + 150 * np.eye(10)[y]
x = x / 255.0

model = keras.Sequential([keras.Input((10,)), keras.layers.Dense(10, activation="softmax")])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=2, verbose=0)
"""


@rule(
    code="CL207",
    name="scaled-class-labels",
    since="0.1.0",
    severity=Severity.ERROR,
    bad=_BAD,
    good=_GOOD,
)
def check(call: CompileCall) -> Iterator[Problem]:
    for head in heads_to_judge(call):
        match head.loss, head.labels:
            case Known(loss), Known(labels) if (
                labels.is_scaled and loss.fact.family in CLASSIFYING and not _are_soft(loss, labels)
            ):
                yield Problem(
                    at=labels.scaled_origin or labels.origin,
                    message=(
                        f"`{loss.spelled}` expects class labels, but {labels_phrase(labels)} are scaled here"
                    ),
                    because=(_shows_ids(labels), shows_loss(loss)),
                    head=head,
                    advice="Scale the inputs only, and leave the labels as they are",
                )


def _are_soft(loss: Loss, labels: Labels) -> bool:
    """Whether the scaled ids are ratings or the like, which binary cross-entropy reads as shares."""
    low, high = labels.lowest, labels.highest
    is_inside = (low is None or low >= 0) and (high is None or high <= 1)
    return loss.fact.family is Family.BINARY_CROSSENTROPY and is_inside


def _shows_ids(labels: Labels) -> Because:
    shown = shows_labels(labels)
    return Because(shown.origin, f"{labels_phrase(labels)} come from here")
