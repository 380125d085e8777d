"""A callback monitors a name that this training does not log.

Why: the callback then never stops, keeps or reduces anything. Keras 3 raises in mode "auto", else it
warns once an epoch; tf_keras always only warns. What is logged follows from `compile`: `metrics=["accuracy"]`
logs `accuracy` and `val_accuracy`, never `val_acc`. The objective of a tuner of KerasTuner is read likewise.

Silent: a metric whose name is not known, callbacks and training steps of the project's own, which may
write logs, and models that are not in view. A `ModelCheckpoint` without `save_best_only` does not read its
monitor; only Keras 3 in mode "auto" raises on it.

Fix: the name that is logged.

Safety: safe where one logged name is close: the callback did nothing before, or raised.

Evidence: keras 3.15.1, `EarlyStopping("val_acc")` with `metrics=["accuracy"]` raises `Keras isn't able to
automatically determine`; with `mode="max"` all 4 of 4 epochs ran and best stayed `None`. tf_keras 2.21:
`Early stopping conditioned on metric val_acc which is not available`, and ModelCheckpoint skips every save.
With keras-tuner 1.4.8 each trial for `objective="val_acc"` fails with `KeyError: 'val_acc'`.

Keras: Keras 3 raises in mode "auto", tf_keras only warns.

References:
https://keras.io/api/callbacks/early_stopping/
`keras/src/callbacks/monitor_callback.py` of keras 3.15.1
`tf_keras/src/callbacks.py` of tf_keras 2.21
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Remedy, Severity
from compile_lint.model import CompileCall
from compile_lint.rules.monitors import (
    Monitor,
    change_option,
    fails_on_guess,
    is_unlogged,
    logs_phrase,
    meant_name,
    monitors_of,
    shows_logs,
)
from compile_lint.rules.registry import rule
from compile_lint.rules.remedies import safe

_BAD = """
import keras
import numpy as np

rng = np.random.default_rng(71)
x = rng.normal(size=(120, 5))
y = (x[:, 0] + x[:, 1] > 0).astype("float32")

model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
stop = keras.callbacks.EarlyStopping(monitor="val_acc", mode="max", patience=2)
model.fit(x, y, validation_split=0.25, epochs=3, callbacks=[stop], verbose=0)
"""

_GOOD = """
import keras
import numpy as np

rng = np.random.default_rng(71)
x = rng.normal(size=(120, 5))
y = (x[:, 0] + x[:, 1] > 0).astype("float32")

model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
stop = keras.callbacks.EarlyStopping(monitor="val_accuracy", mode="max", patience=2)
model.fit(x, y, validation_split=0.25, epochs=3, callbacks=[stop], verbose=0)
"""


@rule(
    code="CL701",
    name="monitor-not-logged",
    since="0.1.0",
    severity=Severity.ERROR,
    bad=_BAD,
    good=_GOOD,
)
def check(call: CompileCall) -> Iterator[Problem]:
    for monitor in monitors_of(call):
        if not is_unlogged(call, monitor.name):
            continue
        fails = fails_on_guess(call, monitor)
        if not monitor.is_read and not fails:
            continue
        effect = ", on which Keras 3 raises" if fails else ""
        meant = meant_name(call, monitor.name)
        yield Problem(
            at=monitor.origin,
            message=(
                f"`{monitor.callback.name}` monitors `{monitor.name}`{effect}, "
                f"but training logs only {logs_phrase(call)}"
            ),
            because=shows_logs(call),
            advice=f"Monitor `{meant}`" if meant else "Monitor a name that is logged",
            subject=monitor.subject,
            remedies=_remedies(call, monitor, meant),
        )


def _remedies(call: CompileCall, monitor: Monitor, meant: str | None) -> tuple[Remedy, ...]:
    if meant is None:
        return ()
    return safe(f"Monitor `{meant}`", change_option(call, monitor.callback, "monitor", meant))
