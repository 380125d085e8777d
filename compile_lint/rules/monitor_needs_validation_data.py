"""A callback monitors a `val_` name, but the training call has no validation data.

Why: without `validation_data` or `validation_split` nothing named `val_...` is logged, so the callback
never acts. `val_loss` is the default monitor, so this holds for `EarlyStopping()` as well.
The objective of a tuner of KerasTuner is read likewise.

Silent: validation arguments that are not known, callbacks and training steps of the project's own, which
may write logs, and a `ModelCheckpoint` without `save_best_only`, which does not read its monitor.

Fix: pass `validation_data=` or `validation_split=`, or monitor `loss`.

Evidence: keras 3.15.1 and tf_keras 2.21 warn `Early stopping conditioned on metric val_loss which is not
available` after every epoch and stop never; ModelCheckpoint warns `Can save best model only with val_loss
available` (tf_keras skips every save); ReduceLROnPlateau never reduces.
With keras-tuner 1.4.8 each trial fails with `KeyError: 'val_accuracy'`.

Keras: Keras 3 and tf_keras alike.

References:
https://keras.io/api/callbacks/early_stopping/
https://keras.io/api/callbacks/model_checkpoint/
`keras/src/callbacks/early_stopping.py` of keras 3.15.1
`tf_keras/src/callbacks.py` of tf_keras 2.21
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Severity
from compile_lint.model import Because, CompileCall
from compile_lint.rules.monitors import Monitor, lacks_validation, monitors_of
from compile_lint.rules.registry import rule

_BAD = """
import keras
import numpy as np

rng = np.random.default_rng(72)
x = rng.normal(size=(120, 5))
y = x @ rng.normal(size=5)

model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(1)])
model.compile(optimizer="adam", loss="mse")
stop = keras.callbacks.EarlyStopping(monitor="val_loss", patience=2)
model.fit(x, y, epochs=3, callbacks=[stop], verbose=0)
"""

_GOOD = """
import keras
import numpy as np

rng = np.random.default_rng(72)
x = rng.normal(size=(120, 5))
y = x @ rng.normal(size=5)

model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(1)])
model.compile(optimizer="adam", loss="mse")
stop = keras.callbacks.EarlyStopping(monitor="val_loss", patience=2)
model.fit(x, y, validation_split=0.25, epochs=3, callbacks=[stop], verbose=0)
"""


@rule(
    code="CL702",
    name="monitor-needs-validation-data",
    since="0.1.0",
    severity=Severity.ERROR,
    bad=_BAD,
    good=_GOOD,
)
def check(call: CompileCall) -> Iterator[Problem]:
    for monitor in monitors_of(call):
        if call.fit is None or not monitor.is_read or not lacks_validation(call, monitor.name):
            continue
        yield Problem(
            at=monitor.origin,
            message=(
                f"`{monitor.callback.name}` monitors `{monitor.name}`{_by_default(monitor)}, "
                f"but `{call.fit.method}` is given no validation data"
            ),
            because=(Because(call.fit.origin, "trained here without validation data"),),
            advice=f"Pass `validation_data=` or `validation_split=`, or monitor `{monitor.base}`",
            subject=monitor.subject,
        )


def _by_default(monitor: Monitor) -> str:
    return "" if "monitor" in monitor.callback.options else " by default"
