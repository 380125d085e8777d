"""A callback is left to guess whether larger values of its monitor are better.

Why: mode "auto" reads the direction off the name. tf_keras takes larger for better only where the name has
`acc` (EarlyStopping from 2.7 on also where it ends in `auc`) and otherwise keeps the smallest precision,
recall or F1. Keras 3 once did the same, but for EarlyStopping; today it asks the built-in metric of that
name, and raises for own metric functions and for the prefixed names of a model with several outputs.

Silent: an explicit mode, losses and errors, names with `acc` on a single output, a `ModelCheckpoint`
without `save_best_only` where nothing raises, and EarlyStopping where Keras 3 or, for `auc`, a tf_keras of
2.7 or later is at hand.

Fix: the explicit mode.

Safety: safe: the direction is that of the metric itself.

Evidence: tf_keras 2.21, `EarlyStopping("val_precision")` and `ModelCheckpoint("val_precision")`: monitor_op
is `less`; the code of Keras 2.6 says so of `EarlyStopping("val_auc")` too, that of 2.7 does not. Keras up to
at least 3.9: the same for checkpoints and ReduceLROnPlateau, but EarlyStopping of 3.0 asks the metric
already. keras 3.15.1: right for built-in metrics; `ValueError: Keras isn't able to automatically
determine` for `val_custom_f1`, `val_true_positives`, `val_a_loss` and `val_a_accuracy` of outputs `a` and
`b`.

Keras: tf_keras and, but for EarlyStopping, Keras 3 up to at least 3.9 choose the wrong direction in silence;
keras 3.15.1 is right for built-in metrics and raises for others.

References:
https://keras.io/api/callbacks/early_stopping/
https://keras.io/api/callbacks/model_checkpoint/
`keras/src/callbacks/monitor_callback.py` of keras 3.15.1
`tf_keras/src/callbacks.py` of tf_keras 2.21
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Remedy, Severity
from compile_lint.knowledge.flavours import KERAS3, TF_KERAS
from compile_lint.model import Because, CompileCall, LogName
from compile_lint.rules.monitors import Monitor, change_option, fails_on_guess, monitors_of
from compile_lint.rules.registry import rule
from compile_lint.rules.remedies import safe

_BAD = """
import keras
import numpy as np

rng = np.random.default_rng(75)
x = rng.normal(size=(120, 5))
y = (x[:, 0] + x[:, 1] > 0).astype("float32")

model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(1, activation="sigmoid")])
scores = [keras.metrics.Precision(name="precision")]
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=scores)
stop = keras.callbacks.EarlyStopping(monitor="val_precision", patience=2)
model.fit(x, y, validation_split=0.25, epochs=3, callbacks=[stop], verbose=0)
"""

_FIRST_WITH_AUC = (2, 7)  # the release whose EarlyStopping knows the direction of what ends in `auc`

_GOOD = """
import keras
import numpy as np

rng = np.random.default_rng(75)
x = rng.normal(size=(120, 5))
y = (x[:, 0] + x[:, 1] > 0).astype("float32")

model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(1, activation="sigmoid")])
scores = [keras.metrics.Precision(name="precision")]
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=scores)
stop = keras.callbacks.EarlyStopping(monitor="val_precision", mode="max", patience=2)
model.fit(x, y, validation_split=0.25, epochs=3, callbacks=[stop], verbose=0)
"""


@rule(
    code="CL705",
    name="monitor-mode-auto",
    since="0.1.0",
    severity=Severity.WARNING,
    bad=_BAD,
    good=_GOOD,
)
def check(call: CompileCall) -> Iterator[Problem]:
    for monitor in monitors_of(call):
        found = call.logs.find(monitor.base, call.keras)
        if found is None or monitor.mode != "auto" or monitor.callback.fact.is_tuner:
            continue
        effect = _effect(call, monitor, found)
        if effect is None:
            continue
        origin = found.origin or call.site
        yield Problem(
            at=monitor.origin,
            message=f"`{monitor.callback.name}` is to guess the direction of `{monitor.name}`, but {effect}",
            because=(Because(origin, f"logged as `{found.text}`"),),
            advice=_advice(found),
            subject=monitor.subject,
            remedies=_remedies(call, monitor, found),
        )


def _advice(found: LogName) -> str:
    return f'Pass `mode="{found.best_mode}"`' if found.best_mode else 'Pass `mode="max"` or `mode="min"`'


def _effect(call: CompileCall, monitor: Monitor, found: LogName) -> str | None:
    if fails_on_guess(call, monitor):
        return "Keras 3 raises where no built-in metric logs under that very name"
    # Names with `acc` are maximised by every Keras.
    if not monitor.is_read or found.best_mode != "max" or "acc" in monitor.base:
        return None
    if monitor.callback.fact.name != "EarlyStopping":
        return "larger values are better and tf_keras and Keras 3 up to 3.9 may prefer smaller ones"
    if call.keras == KERAS3:  # which asks the metric
        return None
    if not monitor.base.endswith("auc"):
        return "larger values are better and tf_keras prefers smaller ones"
    if call.keras == TF_KERAS and not call.is_before(*_FIRST_WITH_AUC):
        return None
    return "larger values are better and Keras before 2.7 prefers smaller ones"


def _remedies(call: CompileCall, monitor: Monitor, found: LogName) -> tuple[Remedy, ...]:
    if found.best_mode is None:
        return ()
    return safe(_advice(found), change_option(call, monitor.callback, "mode", found.best_mode))
