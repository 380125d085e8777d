"""A callback of the project reads a name that this training does not log.

Why: after each epoch a callback gets what was logged, by name. `logs["acc"]` is a `KeyError` where
`metrics=["accuracy"]` logs `accuracy`; `logs.get("acc")` is `None`, which is no number: `None > 0.95` is a
`TypeError`, so that training ends with the first epoch.

Silent: a metric whose name is not known, callbacks and training steps that may write logs of their own,
models that are not in view, a callback that asks first whether the name is there, and `get` where nothing
is compared.

Fix: the name that is logged.

Safety: safe where one logged name is close and it is read by a literal: the program raised there.

Evidence: keras 3.15.1 and tf_keras 2.21, a callback with `if logs.get("acc") > 0.95:` and
`metrics=["accuracy"]`: `'>' not supported between instances of 'NoneType' and 'float'` after the first
epoch; `logs["acc"]`: `KeyError: 'acc'`.

Keras: Keras 3 and tf_keras alike.

References:
https://keras.io/guides/writing_your_own_callbacks/
`keras/src/callbacks/callback.py` of keras 3.15.1
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


class StopAtHigh(keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        if logs.get("acc") > 0.5:
            self.model.stop_training = True


rng = np.random.default_rng(79)
x = rng.normal(size=(120, 5))
y = (x[:, 0] + x[:, 1] > 0).astype("float32")

model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=3, callbacks=[StopAtHigh()], verbose=0)
"""

_GOOD = """
import keras
import numpy as np


class StopAtHigh(keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        if logs.get("accuracy") > 0.5:
            self.model.stop_training = True


rng = np.random.default_rng(79)
x = rng.normal(size=(120, 5))
y = (x[:, 0] + x[:, 1] > 0).astype("float32")

model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=3, callbacks=[StopAtHigh()], verbose=0)
"""

_EFFECTS = {
    UseKind.EPOCH_LOG: "among the logs, a `KeyError` after the first epoch",
    UseKind.EPOCH_LOG_COMPARED: (
        "among the logs, so that `None` is compared, a `TypeError` after the first epoch"
    ),
}


@rule(
    code="CL708",
    name="callback-log-not-logged",
    since="0.1.0",
    severity=Severity.ERROR,
    bad=_BAD,
    good=_GOOD,
)
def check(call: CompileCall) -> Iterator[Problem]:
    yield from unlogged_reads(call, _EFFECTS)
