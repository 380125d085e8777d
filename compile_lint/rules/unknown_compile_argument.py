"""A keyword that `compile` does not take.

Why: the program stops at `compile`; often the argument belongs to `fit` or to the optimizer.

Silent: models with a `compile` of their own, or whose class is not known; arguments that Keras no longer
takes (see removed-argument).

Fix: the name that is meant, or the call that takes the argument.

Safety: safe where one name is close, as the program stopped before.

Evidence: keras 3.15.1 raises "Trainer.compile() got an unexpected keyword argument 'metric'", tf_keras 2.21
"Invalid keyword argument(s) in `compile()`"; likewise `losses`, `learning_rate` and `class_weight`.

Keras: Keras 3 and tf_keras raise alike.

References:
https://keras.io/api/models/model_training_apis/
`keras/src/trainers/trainer.py` of keras 3.15.1
`tf_keras/src/engine/training.py` of tf_keras 2.21
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Remedy, Severity
from compile_lint.knowledge.closeness import closest, fold
from compile_lint.knowledge.flavours import KERAS3, TF_KERAS
from compile_lint.knowledge.optimizers import REMOVED_COMPILE_ARGUMENTS
from compile_lint.knowledge.signatures import parameters_of
from compile_lint.model import CompileCall
from compile_lint.model.intents import RenameKeyword
from compile_lint.rules.registry import rule
from compile_lint.rules.remedies import safe

_BAD = """
import keras
import numpy as np

x = np.random.default_rng(36).normal(size=(64, 5))
y = np.arange(64) % 4

model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(4, activation="softmax")])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metric=["accuracy"])
model.fit(x, y, epochs=1, verbose=0)
"""

_GOOD = """
import keras
import numpy as np

x = np.random.default_rng(36).normal(size=(64, 5))
y = np.arange(64) % 4

model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(4, activation="softmax")])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=1, verbose=0)
"""


def _names(flavour: str, function: str) -> frozenset[str]:
    return frozenset(name for name, _ in parameters_of(flavour, function) or ())


_TAKEN = {flavour: _names(flavour, "Model.compile") for flavour in (KERAS3, TF_KERAS)}
_OF_FIT = _names(KERAS3, "Model.fit")
_OF_OPTIMIZERS = _names(KERAS3, "optimizers.Adam") | {"lr", "momentum", "decay"}
_SPELLINGS = {
    **{fold(name): name for name in sorted(_TAKEN[KERAS3])},
    "opt": "optimizer",
    "losses": "loss",
    "lossfunction": "loss",
    "lossfn": "loss",
    "metric": "metrics",
}


@rule(
    code="CL612",
    name="unknown-compile-argument",
    since="0.1.0",
    severity=Severity.ERROR,
    bad=_BAD,
    good=_GOOD,
)
def check(call: CompileCall) -> Iterator[Problem]:
    taken = _TAKEN.get(call.keras, _TAKEN[KERAS3] | _TAKEN[TF_KERAS])
    for name, origin in call.other_arguments:
        if name not in taken and name not in REMOVED_COMPILE_ARGUMENTS:
            yield Problem(
                at=origin,
                message=f"`compile` is given `{name}`, but it takes no argument of that name",
                advice=_advice(name),
                remedies=_remedies(call, name),
            )


def _advice(name: str) -> str:
    meant = closest(name, _SPELLINGS)
    if meant:
        return f"Use `{meant[0]}`"
    if name in _OF_FIT:
        return f"Give `{name}` to `fit`"
    if name in _OF_OPTIMIZERS:
        return f"Give `{'learning_rate' if name == 'lr' else name}` to the optimizer"
    return f"Remove `{name}`"


def _remedies(call: CompileCall, name: str) -> tuple[Remedy, ...]:
    meant = closest(name, _SPELLINGS)
    return safe(f"Use `{meant[0]}`", RenameKeyword(call.site, name, meant[0])) if meant else ()
