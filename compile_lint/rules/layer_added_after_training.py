"""Layers of a trained model are exchanged, and training goes on without compiling again.

Why: the optimizer and the training function were made for the old weights. The new layers never train, or
the program raises.

Silent: layers added before the first training step, and a model that is compiled again.

Fix: compile again after the change.

Evidence: keras 3.15.1 and tf_keras 2.21, a layer added after `fit`: its weights are the same after the next
`fit` (on JAX it raises "optimizer_variables must be ..."); with the head exchanged for one of 3 classes the
accuracy is .008.

Keras: Keras 3 and tf_keras alike.

References:
https://keras.io/guides/transfer_learning/
`keras/src/trainers/trainer.py` of keras 3.15.1
`keras/src/models/sequential.py` of keras 3.15.1
`tf_keras/src/engine/sequential.py` of tf_keras 2.21
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Severity
from compile_lint.model import Because, CompileCall
from compile_lint.rules.registry import rule

_BAD = """
import keras
import numpy as np

rng = np.random.default_rng(93)
x = rng.normal(size=(120, 5))
y = x @ rng.normal(size=5)

model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(1)])
model.compile(optimizer="adam", loss="mse")
model.fit(x, y, epochs=2, verbose=0)

model.add(keras.layers.Dense(1))
model.fit(x, y, epochs=2, verbose=0)
"""

_GOOD = """
import keras
import numpy as np

rng = np.random.default_rng(93)
x = rng.normal(size=(120, 5))
y = x @ rng.normal(size=5)

model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(1)])
model.compile(optimizer="adam", loss="mse")
model.fit(x, y, epochs=2, verbose=0)

model.add(keras.layers.Dense(1))
model.compile(optimizer="adam", loss="mse")
model.fit(x, y, epochs=2, verbose=0)
"""

_DONE = {"add": "A layer is added to", "pop": "A layer is taken from"}


@rule(
    code="CL903",
    name="layer-added-after-training",
    since="0.1.0",
    severity=Severity.ERROR,
    bad=_BAD,
    good=_GOOD,
)
def check(call: CompileCall) -> Iterator[Problem]:
    if not call.layer_changes or call.fit is None:
        return
    first = call.layer_changes[0]
    yield Problem(
        at=first.origin,
        message=(
            f"{_DONE[first.method]} a model that is trained already, "
            f"but `{call.fit.method}` follows without compiling again"
        ),
        because=(
            Because(first.trained_at, "trained here before"),
            Because(call.fit.origin, "trained here again"),
        ),
        advice="Compile again after the change",
    )
