"""An activation string, in any layer of the model, is one that Keras does not accept.

Why: Keras looks the string up in a fixed table when the layer is made; case matters.

Silent: strings that every Keras takes; strings of Keras 3 alone, as long as tf_keras is not known to run the
program; programs that register names of their own; functions and layers.

Fix: the name that Keras knows, or the activation layer itself.

Evidence: keras 3.15.1 raises "Could not interpret activation function identifier" on `Relu`, `lrelu`,
`"None"`, `Linear` and the empty string, tf_keras 2.21 "Unknown activation function". `ReLU`, `LeakyReLU` and
`Softmax` raise on Keras 3; tf_keras makes layers of them. `hard_swish`, `celu` and `glu` are known to Keras 3
alone.

Keras: both raise; capitalised layer names pass on tf_keras, and some names are known to Keras 3 alone.

References:
https://keras.io/api/layers/activations/
`keras/src/activations/__init__.py` of keras 3.15.1
`tf_keras/src/activations.py` of tf_keras 2.21
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Severity
from compile_lint.knowledge.activations import accepted_by
from compile_lint.knowledge.flavours import KERAS3
from compile_lint.model import CompileCall
from compile_lint.rules.keras_at_hand import keras_phrase, rejecting
from compile_lint.rules.registry import rule

_BAD = """
import keras
import numpy as np

x = np.random.default_rng(38).normal(size=(50, 4))
y = np.abs(x).sum(axis=1, keepdims=True)

model = keras.Sequential(
    [keras.Input((4,)), keras.layers.Dense(16, activation="Relu"), keras.layers.Dense(1)]
)
model.compile(optimizer="adam", loss="mse")
model.fit(x, y, epochs=1, verbose=0)
"""

_GOOD = """
import keras
import numpy as np

x = np.random.default_rng(38).normal(size=(50, 4))
y = np.abs(x).sum(axis=1, keepdims=True)

model = keras.Sequential(
    [keras.Input((4,)), keras.layers.Dense(16, activation="relu"), keras.layers.Dense(1)]
)
model.compile(optimizer="adam", loss="mse")
model.fit(x, y, epochs=1, verbose=0)
"""


@rule(code="CL614", name="unknown-activation", since="0.1.0", severity=Severity.ERROR, bad=_BAD, good=_GOOD)
def check(call: CompileCall) -> Iterator[Problem]:
    for given in call.odd_activations:
        accepting = accepted_by(given.text)
        refusing = rejecting(accepting, call.keras)
        if not refusing or (call.keras == "any" and KERAS3 in accepting):
            continue
        yield Problem(
            at=given.origin,
            message=(
                f"`{given.layer}` expects the name of an activation, "
                f"but {keras_phrase(refusing)} knows none named `{given.text}`"
            ),
            advice=f"Use `{given.suggestion}`" if given.suggestion else "Use an activation that Keras knows",
        )
