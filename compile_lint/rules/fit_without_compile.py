"""A model is trained that was never compiled.

Why: a model without a loss and an optimizer cannot be trained; Keras raises at once.

Silent: loaded, copied and wrapped models, models that go to code which is not in view, models that come in
as parameters, and training in functions that nothing in view calls.

Fix: call `compile` first.

Evidence: keras 3.15.1 raises `ValueError: You must call compile() before using the model`, tf_keras 2.21
`RuntimeError: You must compile your model before training/testing`. A `clone_model` of a compiled model is
compiled on keras 3.15.1 and not on tf_keras.

Keras: both raise; `clone_model` copies what was compiled in keras 3.15.1 only.

References:
https://keras.io/api/models/model_training_apis/
`keras/src/trainers/trainer.py` of keras 3.15.1
`tf_keras/src/engine/training.py` of tf_keras 2.21
`keras/src/models/cloning.py` of keras 3.15.1
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Severity
from compile_lint.model import Because, CompileCall
from compile_lint.rules.registry import rule

_BAD = """
import keras
import numpy as np

rng = np.random.default_rng(92)
x = rng.normal(size=(120, 5))
y = x @ rng.normal(size=5)

model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(1)])
model.fit(x, y, epochs=2, verbose=0)
model.compile(optimizer="adam", loss="mse")
"""

_GOOD = """
import keras
import numpy as np

rng = np.random.default_rng(92)
x = rng.normal(size=(120, 5))
y = x @ rng.normal(size=5)

model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(1)])
model.compile(optimizer="adam", loss="mse")
model.fit(x, y, epochs=2, verbose=0)
"""


@rule(
    code="CL902",
    name="fit-without-compile",
    since="0.1.0",
    severity=Severity.ERROR,
    bad=_BAD,
    good=_GOOD,
)
def check(call: CompileCall) -> Iterator[Problem]:
    if call.is_compiled or call.fit is None:
        return
    made_at = () if call.model_origin is None else (Because(call.model_origin, "the model is made here"),)
    yield Problem(
        at=call.fit.origin,
        message=f"`{call.fit.method}` needs a compiled model, but this one was never compiled",
        because=made_at,
        advice="Call `compile` first",
    )
