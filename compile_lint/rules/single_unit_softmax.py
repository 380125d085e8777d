"""Softmax over an axis of size 1 yields the constant 1.

Why: softmax divides each value by the sum along its axis, and along an axis of size 1 that is the value
itself. The model predicts the same class for every row, while the loss may still fall and look like
progress.

Silent: the size of the axis is not known, or the softmax runs over another, longer axis (attention over
time).

Fix: one unit for two classes takes `sigmoid`; for `softmax` give the layer one unit per class.
Other losses ask for another activation: hinge for `tanh` or none, Poisson for `softplus`.

Safety: safe with binary cross-entropy, under which the output was the constant 1. With other losses
nothing is offered.

Evidence: keras 3.15.1 and tf_keras 2.21 with TensorFlow: every prediction is 1 and accuracy stays at
chance (.511 and .489 are the shares of the two classes), while binary cross-entropy falls from .291 to
.050. On JAX the loss does not move at all. Keras 3 warns at run time that the axis has size 1; tf_keras
does not.

Keras: Keras 3 and tf_keras alike, on every backend; only Keras 3 warns.

References:
https://keras.io/api/layers/activations/
`keras/src/layers/activations/softmax.py` of keras 3.15.1
`keras/src/backend/tensorflow/nn.py` of keras 3.15.1
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from compile_lint.findings import Problem, Remedy, Severity
from compile_lint.knowledge.losses import Family
from compile_lint.model import CompileCall, Known, Loss, Output
from compile_lint.rules.because import shows_loss, shows_units
from compile_lint.rules.heads import heads_to_judge
from compile_lint.rules.registry import rule
from compile_lint.rules.remedies import change_activation, safe

_BAD = """
import keras
import numpy as np

rng = np.random.default_rng(0)
x = rng.normal(size=(128, 4))
y = (x[:, 0] > 0).astype("int32")

model = keras.Sequential([
    keras.Input((4,)),
    keras.layers.Dense(8, activation="relu"),
    keras.layers.Dense(1, activation="softmax"),
])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=2, verbose=0)
"""

_GOOD = """
import keras
import numpy as np

rng = np.random.default_rng(0)
x = rng.normal(size=(128, 4))
y = (x[:, 0] > 0).astype("int32")

model = keras.Sequential([
    keras.Input((4,)),
    keras.layers.Dense(8, activation="relu"),
    keras.layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=2, verbose=0)
"""


@rule(code="CL101", name="single-unit-softmax", since="0.1.0", severity=Severity.ERROR, bad=_BAD, good=_GOOD)
def check(call: CompileCall) -> Iterator[Problem]:
    for head in heads_to_judge(call):
        match head.output:
            case Known(output) if output.is_softmax and output.softmax_axis_size == 1:
                loss = head.loss.value if isinstance(head.loss, Known) else None
                reader = f"`{loss.spelled}`" if loss else "a model"
                yield Problem(
                    at=output.because_at,
                    message=f"`softmax` along an axis of size 1 is always 1, but {reader} needs it to vary",
                    because=(shows_units(output), *((shows_loss(loss),) if loss else ())),
                    head=head,
                    advice=_advice(loss),
                    remedies=_remedies(output, loss),
                )


_ADVICE: Final = {
    Family.REGRESSION: "Remove the output activation for a regression, or use `sigmoid` for classes",
    Family.HINGE: "Use `tanh`, or remove the output activation",
    Family.POISSON: "Use `exponential` or `softplus`",
}


def _advice(loss: Loss | None) -> str:
    general = "Use `sigmoid` for one unit, or one unit for each class"
    return general if loss is None else _ADVICE.get(loss.fact.family, general)


def _remedies(output: Output, loss: Loss | None) -> tuple[Remedy, ...]:
    """With binary cross-entropy it is beyond doubt that one unit is meant."""
    if loss is None or loss.fact.family is not Family.BINARY_CROSSENTROPY:
        return ()
    return safe("Use `sigmoid`", change_activation(output, "sigmoid"))
