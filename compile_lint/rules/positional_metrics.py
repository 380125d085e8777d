"""An argument of `compile` is given by a position that means another parameter.

Why: the third parameter of `compile` is `loss_weights` in Keras 3 and `metrics` in tf_keras, and the fourth
the other way round.

Silent: `None`, values that are not known, and each order where the Keras that takes it may be at hand.

Fix: the name of the parameter.

Safety: safe: each argument goes where it was meant to go.

Evidence: `compile("adam", "mse", ["mae"])`: keras 3.15.1 raises "dtype='string' is not a valid dtype" at
`fit` (on JAX "not a valid JAX array type"), or TypeError for a metric object; tf_keras 2.21 computes the
metric. `compile("adam", ["mse", "mse"], [1.0, 0.5])` weighs the losses in keras 3.15.1 and raises in
tf_keras.

Keras: Keras 3 and tf_keras have the two parameters in opposite order.

References:
https://keras.io/api/models/model_training_apis/
`keras/src/trainers/trainer.py` of keras 3.15.1
`tf_keras/src/engine/training.py` of tf_keras 2.21
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Remedy, Severity
from compile_lint.knowledge.flavours import KERAS3, TF_KERAS
from compile_lint.knowledge.signatures import parameters_of
from compile_lint.model import Argument, CompileCall, Content
from compile_lint.model.intents import NamePositions
from compile_lint.rules.registry import rule
from compile_lint.rules.remedies import safe

_BAD = """
import keras
import numpy as np

rng = np.random.default_rng(35)
x = rng.normal(size=(70, 4))
y = x @ np.array([[1.0], [-2.0], [0.5], [0.0]])

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])
model.compile("rmsprop", "mse", ["mae"])
model.fit(x, y, epochs=1, verbose=0)
"""

_GOOD = """
import keras
import numpy as np

rng = np.random.default_rng(35)
x = rng.normal(size=(70, 4))
y = x @ np.array([[1.0], [-2.0], [0.5], [0.0]])

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])
model.compile("rmsprop", "mse", metrics=["mae"])
model.fit(x, y, epochs=1, verbose=0)
"""

_ORDERS = {
    flavour: tuple(name for name, _ in parameters_of(flavour, "Model.compile") or ())
    for flavour in (KERAS3, TF_KERAS)
}
_METRICS = ("metrics", "weighted_metrics")
_MIXED_UP = ("loss_weights", *_METRICS)  # those behind them take numbers and strings of their own


@rule(code="CL611", name="positional-metrics", since="0.1.0", severity=Severity.ERROR, bad=_BAD, good=_GOOD)
def check(call: CompileCall) -> Iterator[Problem]:
    keras = call.keras if call.keras in _ORDERS else KERAS3
    for argument in call.arguments:
        if argument.name is not None or argument.position is None:
            continue
        meant = _meant(argument)
        taken = _ORDERS[keras][argument.position] if argument.position < len(_ORDERS[keras]) else None
        if meant is None or taken not in _MIXED_UP or taken == meant or {taken, meant} <= set(_METRICS):
            continue
        if meant == "loss_weights" and call.keras not in _ORDERS:
            continue
        where = "tf_keras" if keras == TF_KERAS else "Keras 3"
        yield Problem(
            at=argument.origin,
            message=(
                f"argument {argument.position + 1} of `compile` is `{taken}` in {where}, "
                f"but this looks like `{meant}`"
            ),
            advice=f"Write `{meant}=`",
            remedies=_remedies(call, f"Write `{meant}=`"),
        )


def _meant(argument: Argument) -> str | None:
    """The parameter that the entries are right for."""
    contents = {entry.content for entry in argument.entries} - {Content.NOTHING}
    if contents and contents <= {Content.METRIC, Content.SEVERAL}:
        return "metrics"
    return "loss_weights" if contents == {Content.NUMBER} else None


def _remedies(call: CompileCall, title: str) -> tuple[Remedy, ...]:
    """Name every argument behind the loss: none may be left without its name behind one that has it."""
    names: list[tuple[int, str]] = []
    for argument in call.arguments:
        if argument.name is None and argument.position is not None:
            meant = _meant(argument)
            if meant is None:
                return ()
            names.append((argument.position, meant))
    if len({name for _, name in names}) < len(names):
        return ()
    return safe(title, NamePositions(call.site, tuple(names)))
