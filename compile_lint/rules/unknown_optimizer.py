"""The optimizer string is one that no Keras accepts.

Why: Keras looks the string up in a fixed table when `compile` runs.

Silent: strings that Keras 3 or tf_keras takes in any case, as long as it is open which of them runs the
program; programs that register names of their own; optimizer objects.

Fix: the name that Keras knows, or the optimizer itself in place of a string.

Safety: safe where one name is close, as the program stopped before.

Evidence: keras 3.15.1 raises "Could not interpret optimizer identifier: adamm" at `compile`, tf_keras 2.21
"Unknown optimizer: 'adamm'"; likewise `momentum`, `rms_prop`, `adam_w` and a trailing space. Both take
`Adam`, `ADAM` and `Sgd`; only Keras 3 takes `lion`.

Keras: both raise; only Keras 3 takes `lion`.

References:
https://keras.io/api/optimizers/
`keras/src/optimizers/__init__.py` of keras 3.15.1
`tf_keras/src/optimizers/__init__.py` of tf_keras 2.21
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from compile_lint.findings import Problem, Remedy, Severity
from compile_lint.knowledge.optimizers import accepted_by
from compile_lint.model import CompileCall, Known, Origin, Unidentified
from compile_lint.model.intents import ReplaceWord
from compile_lint.rules.keras_at_hand import keras_phrase, rejecting
from compile_lint.rules.registry import rule
from compile_lint.rules.remedies import safe

_BAD = """
import numpy as np
from tensorflow import keras

t = np.linspace(0, 1, 50)[:, None]
curve = t**2

line = keras.Sequential([keras.Input((1,)), keras.layers.Dense(12, activation="relu"), keras.layers.Dense(1)])
line.compile(optimizer="rms_prop", loss="mse")
line.fit(t, curve, epochs=1, verbose=0)
"""

_GOOD = """
import numpy as np
from tensorflow import keras

t = np.linspace(0, 1, 50)[:, None]
curve = t**2

line = keras.Sequential([keras.Input((1,)), keras.layers.Dense(12, activation="relu"), keras.layers.Dense(1)])
line.compile(optimizer="rmsprop", loss="mse")
line.fit(t, curve, epochs=1, verbose=0)
"""


@rule(code="CL603", name="unknown-optimizer", since="0.1.0", severity=Severity.ERROR, bad=_BAD, good=_GOOD)
def check(call: CompileCall) -> Iterator[Problem]:
    match call.optimizer:
        case Unidentified(is_string=True, text=text, origin=origin, suggestion=suggestion):
            problem = _problem(text, origin, suggestion, rejecting(frozenset(), "any"))
            yield replace(problem, remedies=_remedies(call, origin, suggestion))
        case Known(optimizer) if optimizer.is_string and call.keras != "any":
            refusing = rejecting(accepted_by(optimizer.name), call.keras)
            if refusing:
                yield _problem(optimizer.name.lower(), optimizer.origin, None, refusing)


def _problem(text: str, origin: Origin, suggestion: str | None, refusing: frozenset[str]) -> Problem:
    return Problem(
        at=origin,
        message=(
            "`optimizer` expects the name of an optimizer, "
            f"but {keras_phrase(refusing)} knows none named `{text}`"
        ),
        advice=f"Use `{suggestion}`" if suggestion else "Use an optimizer that Keras knows",
    )


def _remedies(call: CompileCall, origin: Origin, suggestion: str | None) -> tuple[Remedy, ...]:
    if suggestion is None:
        return ()
    return safe(f"Use `{suggestion}`", ReplaceWord(origin, suggestion, call.site))
