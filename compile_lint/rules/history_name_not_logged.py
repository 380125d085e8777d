"""The history of a training is asked for a name that this training did not log.

Why: `fit` gives back what was logged after each epoch, by its name, and any other name is a `KeyError` when
the training is over, often hours later and before the model is saved. `metrics=["accuracy"]` logs `accuracy`,
and `val_accuracy` where there are validation data, but never `acc` as Keras did before 2.3.
The columns of `pd.DataFrame(history.history)` have the same names.

Silent: a metric whose name is not known, callbacks and training steps of the project's own, which may
write logs, models that are not in view, a history that is first asked which names it has, or is changed or
given to code that is not in view, and a `try` around it.

Fix: the name that is logged.

Safety: safe where one logged name is close and it is read by a literal: the program raised there.

Evidence: keras 3.15.1 and tf_keras 2.21, `fit(...).history["acc"]` with `metrics=["accuracy"]`:
`KeyError: 'acc'` after the last epoch; `history["val_loss"]` without validation data: `KeyError: 'val_loss'`.

Keras: Keras 3 and tf_keras alike.

References:
https://keras.io/api/callbacks/
`keras/src/callbacks/history.py` of keras 3.15.1
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Severity
from compile_lint.model import CompileCall, UseKind
from compile_lint.rules.monitors import unlogged_reads
from compile_lint.rules.registry import rule

_BAD = """
import keras
import numpy as np

rng = np.random.default_rng(73)
x = rng.normal(size=(120, 5))
y = (x[:, 0] + x[:, 1] > 0).astype("float32")

model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
history = model.fit(x, y, validation_split=0.25, epochs=3, verbose=0)
best = max(history.history["val_acc"])
"""

_GOOD = """
import keras
import numpy as np

rng = np.random.default_rng(73)
x = rng.normal(size=(120, 5))
y = (x[:, 0] + x[:, 1] > 0).astype("float32")

model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
history = model.fit(x, y, validation_split=0.25, epochs=3, verbose=0)
best = max(history.history["val_accuracy"])
"""


_EFFECTS = {UseKind.LOG: "in the history, a `KeyError` once training is over"}


@rule(
    code="CL707",
    name="history-name-not-logged",
    since="0.1.0",
    severity=Severity.ERROR,
    bad=_BAD,
    good=_GOOD,
)
def check(call: CompileCall) -> Iterator[Problem]:
    yield from unlogged_reads(call, _EFFECTS)
