"""Layers are frozen or thawed after compile, and training goes on without compiling again.

Why: which weights are trained is settled at compile time by tf_keras, and at the first training step by
Keras 3. A later change has no effect, without a word; on JAX the next `fit` raises.

Silent: a model that is compiled again, a value that is the same as before, a part that another compiled
model shares (the two halves of a GAN), and, for Keras 3, a change before the first training step.

Fix: compile again after the change.

Evidence: a layer frozen after `fit` was still changed by the next `fit` on keras 3.15.1 and tf_keras 2.21;
frozen between compile and the first `fit` it stayed as it was on keras 3.15.1 and was trained by tf_keras.
On JAX a layer frozen or thawed after `fit` makes the next one raise "Argument `optimizer_variables` must be
a list of tensors corresponding 1:1 to the trainable variables list".

Keras: tf_keras ignores the change at once, Keras 3 from the first training step on; on JAX it then raises.

References:
https://keras.io/guides/transfer_learning/
`keras/src/trainers/trainer.py` of keras 3.15.1
`tf_keras/src/engine/training.py` of tf_keras 2.21
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Severity
from compile_lint.knowledge.flavours import JAX, KERAS3, TENSORFLOW, TF_KERAS
from compile_lint.model import Because, CompileCall
from compile_lint.rules.registry import rule

_BAD = """
import keras
import numpy as np

rng = np.random.default_rng(91)
x = rng.normal(size=(120, 5))
y = x @ rng.normal(size=5)

base = keras.Sequential([keras.Input((5,)), keras.layers.Dense(8, activation="relu")])
model = keras.Sequential([base, keras.layers.Dense(1)])
base.trainable = False
model.compile(optimizer="adam", loss="mse")
model.fit(x, y, epochs=2, verbose=0)

base.trainable = True
model.fit(x, y, epochs=2, verbose=0)
"""

_GOOD = """
import keras
import numpy as np

rng = np.random.default_rng(91)
x = rng.normal(size=(120, 5))
y = x @ rng.normal(size=5)

base = keras.Sequential([keras.Input((5,)), keras.layers.Dense(8, activation="relu")])
model = keras.Sequential([base, keras.layers.Dense(1)])
base.trainable = False
model.compile(optimizer="adam", loss="mse")
model.fit(x, y, epochs=2, verbose=0)

base.trainable = True
model.compile(optimizer="adam", loss="mse")
model.fit(x, y, epochs=2, verbose=0)
"""


@rule(
    code="CL901",
    name="trainable-changed-after-compile",
    since="0.1.0",
    severity=Severity.WARNING,
    bad=_BAD,
    good=_GOOD,
)
def check(call: CompileCall) -> Iterator[Problem]:
    for change in call.trainable_changes:
        if call.fit is None or (call.keras == KERAS3 and not change.is_after_training):
            continue
        effect = _effect(call, is_after_training=change.is_after_training)
        yield Problem(
            at=change.origin,
            message=(
                f"`trainable` becomes {change.value} after `compile`, {effect}, "
                f"but `{call.fit.method}` follows"
            ),
            because=(
                Because(call.site, "compiled here"),
                Because(call.fit.origin, "trained here, without compiling again"),
            ),
            advice="Compile again after the change",
            subject=id(change.origin.node),
            is_possible=not change.is_by_default,
        )


def _effect(call: CompileCall, *, is_after_training: bool) -> str:
    without_effect = "without effect until the next `compile`"
    if not is_after_training:
        return without_effect if call.keras == TF_KERAS else f"{without_effect} in tf_keras"
    if call.keras == TF_KERAS or call.backend == TENSORFLOW:
        return without_effect
    if call.backend == JAX:
        return "which raises on JAX until the next `compile`"
    return f"{without_effect} (on JAX an error)"
