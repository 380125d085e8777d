"""The file name of a checkpoint is formatted with a name that training does not log.

Why: `{val_acc:.2f}` is filled from the logs of the epoch; a name that is not among them is a `KeyError` at
the end of the first epoch.

Silent: names that are not known, callbacks and training steps of the project's own, which may write logs.

Fix: the name that is logged, or validation data.

Evidence: keras 3.15.1 and tf_keras 2.21 raise `KeyError: Failed to format this callback filepath:
"w-{epoch}-{val_acc:.2f}.keras". Reason: 'val_acc'` with `metrics=["accuracy"]`, and the same for `val_loss`
without validation data.

Keras: Keras 3 and tf_keras raise alike.

References:
https://keras.io/api/callbacks/model_checkpoint/
`keras/src/callbacks/model_checkpoint.py` of keras 3.15.1
`tf_keras/src/callbacks.py` of tf_keras 2.21
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Severity
from compile_lint.model import Because, Callback, CompileCall
from compile_lint.rules.monitors import (
    callbacks_of,
    is_unlogged,
    lacks_validation,
    logs_phrase,
    meant_name,
    placeholders,
    shows_logs,
    subject_of,
)
from compile_lint.rules.registry import rule

_BAD = """
import keras
import numpy as np

rng = np.random.default_rng(74)
x = rng.normal(size=(120, 5))
y = (x[:, 0] + x[:, 1] > 0).astype("float32")

model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
save = keras.callbacks.ModelCheckpoint("weights-{epoch:02d}-{val_acc:.2f}.keras")
model.fit(x, y, validation_split=0.25, epochs=2, callbacks=[save], verbose=0)
"""

_GOOD = """
import keras
import numpy as np

rng = np.random.default_rng(74)
x = rng.normal(size=(120, 5))
y = (x[:, 0] + x[:, 1] > 0).astype("float32")

model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
save = keras.callbacks.ModelCheckpoint("weights-{epoch:02d}-{val_accuracy:.2f}.keras")
model.fit(x, y, validation_split=0.25, epochs=2, callbacks=[save], verbose=0)
"""

# Filled by the callback itself; `batch` only where it saves between epochs.
_OWN_FIELDS = frozenset({"epoch", "batch"})


@rule(
    code="CL704",
    name="checkpoint-placeholder-not-logged",
    since="0.1.0",
    severity=Severity.ERROR,
    bad=_BAD,
    good=_GOOD,
)
def check(call: CompileCall) -> Iterator[Problem]:
    for callback in callbacks_of(call):
        for name in placeholders(callback):
            if name in _OWN_FIELDS:
                continue
            if is_unlogged(call, name):
                yield _unlogged(call, callback, name)
            elif call.fit is not None and lacks_validation(call, name):
                yield Problem(
                    at=callback.place("filepath"),
                    message=(
                        f"The file name is formatted with `{name}`, "
                        f"but `{call.fit.method}` is given no validation data"
                    ),
                    because=(Because(call.fit.origin, "trained here without validation data"),),
                    advice="Pass `validation_data=` or `validation_split=`",
                    subject=subject_of(callback, name),
                )


def _unlogged(call: CompileCall, callback: Callback, name: str) -> Problem:
    meant = meant_name(call, name)
    return Problem(
        at=callback.place("filepath"),
        message=f"The file name is formatted with `{name}`, but training logs only {logs_phrase(call)}",
        because=shows_logs(call),
        advice=f"Use `{meant}`" if meant else "Use a name that is logged",
        subject=subject_of(callback, name),
    )
