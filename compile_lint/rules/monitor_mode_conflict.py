"""The mode of a callback prefers the worse values of what it monitors.

Why: `mode="min"` on an accuracy keeps the worst epoch and stops training as soon as it improves;
`mode="max"` on a loss does the same. So does the `direction` of an `Objective` of KerasTuner with the trials.

Silent: own metrics and losses of which nobody knows the better side, models that train themselves, and a
`ModelCheckpoint` without `save_best_only`, which compares nothing.

Fix: the other mode.

Safety: safe: the callback preferred the worse values.

Evidence: keras 3.15.1 and tf_keras 2.21, `EarlyStopping("val_accuracy", mode="min")` and
`EarlyStopping("val_loss", mode="max")` stopped after epoch 2 of 4. keras 3.15.1, a checkpoint with
`mode="min"` on `val_accuracy` kept the first epoch with .30, where the last had .83.

Keras: Keras 3 and tf_keras alike.

References:
https://keras.io/api/callbacks/early_stopping/
https://keras.io/api/callbacks/model_checkpoint/
`keras/src/callbacks/monitor_callback.py` of keras 3.15.1
`tf_keras/src/callbacks.py` of tf_keras 2.21
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Severity
from compile_lint.knowledge.metrics import metric_by_string
from compile_lint.model import Because, CompileCall
from compile_lint.rules.monitors import Monitor, change_option, monitors_of
from compile_lint.rules.registry import rule
from compile_lint.rules.remedies import safe

_BAD = """
import keras
import numpy as np

rng = np.random.default_rng(73)
x = rng.normal(size=(120, 5))
y = (x[:, 0] + x[:, 1] > 0).astype("float32")

model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
stop = keras.callbacks.EarlyStopping(monitor="val_accuracy", mode="min", patience=2)
model.fit(x, y, validation_split=0.25, epochs=3, callbacks=[stop], verbose=0)
"""

_GOOD = """
import keras
import numpy as np

rng = np.random.default_rng(73)
x = rng.normal(size=(120, 5))
y = (x[:, 0] + x[:, 1] > 0).astype("float32")

model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
stop = keras.callbacks.EarlyStopping(monitor="val_accuracy", mode="max", patience=2)
model.fit(x, y, validation_split=0.25, epochs=3, callbacks=[stop], verbose=0)
"""


@rule(
    code="CL703",
    name="monitor-mode-conflict",
    since="0.1.0",
    severity=Severity.ERROR,
    bad=_BAD,
    good=_GOOD,
)
def check(call: CompileCall) -> Iterator[Problem]:
    for monitor in monitors_of(call):
        best = _best_mode(call, monitor)
        if not monitor.is_read or monitor.mode == "auto" or best is None or best == monitor.mode:
            continue
        side = "larger" if best == "max" else "smaller"
        option = monitor.callback.fact.mode_option
        yield Problem(
            at=monitor.callback.place("mode"),
            message=f'`{option}="{monitor.mode}"` is given, but {side} values of `{monitor.name}` are better',
            because=(Because(monitor.origin, f"`{monitor.callback.name}` monitors `{monitor.name}`"),),
            advice=f'Use `{option}="{best}"`',
            subject=monitor.subject,
            remedies=safe(f'Use `{option}="{best}"`', change_option(call, monitor.callback, "mode", best)),
        )


def _best_mode(call: CompileCall, monitor: Monitor) -> str | None:
    """The mode for what is logged under this name, or for what the name means in Keras."""
    if call.has_own_training:
        return None
    found = call.logs.find(monitor.base, call.keras)
    if found is not None:
        return found.best_mode
    fact = metric_by_string(monitor.base)
    return None if fact is None else fact.best_mode
