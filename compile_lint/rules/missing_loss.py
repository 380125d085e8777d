"""The model is trained, but nothing in view gives it a loss.

Why: without a loss there is nothing to minimise. Keras says so when training starts, save on JAX, where it
logs a loss of 0 and changes no weight.

Silent: models that are not fit in view; losses from `add_loss`, from regularizers, from layers of the
project or out of view; models with a `train_step` or `compute_loss` of their own.

Fix: `loss=` in `compile`.

Evidence: keras 3.15.1 raises "No loss to compute. Provide a `loss` argument in `compile()`" at `fit` and at
`train_on_batch`, tf_keras 2.21 "No loss found"; so do both for `loss=None` and `loss=[None, None]`. With a
regularizer both train, on the penalty alone. On JAX nothing raises: the loss is 0 in every epoch and the
weights are what they were.

Keras: Keras 3 on TensorFlow and tf_keras raise alike; on JAX nothing is trained, in silence.

References:
https://keras.io/api/models/model_training_apis/
`keras/src/trainers/trainer.py` of keras 3.15.1
`tf_keras/src/engine/compile_utils.py` of tf_keras 2.21
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Severity
from compile_lint.model import Absent, Because, CompileCall
from compile_lint.rules.registry import rule

_BAD = """
import keras
import numpy as np

rng = np.random.default_rng(33)
x = rng.normal(size=(60, 3))
y = x.sum(axis=1, keepdims=True)

model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
model.compile(optimizer="adam", metrics=["mae"])
model.fit(x, y, epochs=1, verbose=0)
"""

_GOOD = """
import keras
import numpy as np

rng = np.random.default_rng(33)
x = rng.normal(size=(60, 3))
y = x.sum(axis=1, keepdims=True)

model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
model.compile(optimizer="adam", loss="mse", metrics=["mae"])
model.fit(x, y, epochs=1, verbose=0)
"""


@rule(code="CL609", name="missing-loss", since="0.1.0", severity=Severity.ERROR, bad=_BAD, good=_GOOD)
def check(call: CompileCall) -> Iterator[Problem]:
    if call.fit is None or call.may_add_losses or call.has_own_training or not call.heads:
        return
    if all(isinstance(head.loss, Absent) for head in call.heads):
        yield Problem(
            at=call.site,
            message=f"`{call.fit.method}` expects a loss to minimise, but `compile` is given none",
            because=(Because(call.fit.origin, "trained here"),),
            advice="Give `compile` a `loss`",
        )
