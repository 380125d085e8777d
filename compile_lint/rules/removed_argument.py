"""An argument that Keras no longer takes.

Why: depending on the Keras at hand the program stops, or trains on with another learning rate than the
one written.

Silent: a Keras that takes the argument, as tf_keras does with `optimizers.legacy`; a project whose
requirements allow only releases before 2.11, which still took them; `decay=0.0`, unless tf_keras is at
hand, which raises on it all the same; an optimizer made where a `try` goes on after it raised; a legacy
optimizer in a `try` that goes on without it, or in its handler; callbacks made in either; an `epsilon` that
is the default of `min_delta`. Where the Keras is not known, what is wrong in Keras 3 alone is possible.

Fix: `learning_rate` for `lr`; `min_delta` for `epsilon`; a schedule such as `InverseTimeDecay` for `decay`;
`optimizers.Adam` for `optimizers.legacy.Adam`.

Safety: safe for `lr` and `epsilon`, which mean what their new names mean. Nothing is offered for
arguments that are gone.

Evidence: `Adam(lr=0.5)`: keras 3.15.1 raises "Argument(s) not recognized", tf_keras 2.21 logs a warning
and trains at .001. `SGD(decay=1e-6)`: keras 3.15.1 warns "no longer supported and will be ignored",
tf_keras raises. `optimizers.legacy.Adam()`: keras 3.15.1 raises ImportError.
`compile(sample_weight_mode="temporal")`: keras 3.15.1 raises TypeError, tf_keras ignores it.
`ModelCheckpoint(path, period=5)`: keras 3.15.1 raises TypeError, tf_keras takes it.
`ReduceLROnPlateau(epsilon=0.1)`: keras 3.15.1 leaves `min_delta` at .0001 without a word.

Keras: Keras 3 from 3.0 and tf_keras differ for each argument: see above.

References:
https://keras.io/api/optimizers/
`keras/src/optimizers/base_optimizer.py` of keras 3.15.1
`tf_keras/src/optimizers/optimizer.py` of tf_keras 2.21
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from compile_lint.findings import Problem, Remedy, Severity
from compile_lint.knowledge.callbacks import REMOVED_FROM_CALLBACKS
from compile_lint.knowledge.flavours import KERAS3, TF_KERAS
from compile_lint.knowledge.optimizers import (
    LEGACY_OPTIMIZERS,
    REMOVED_ARGUMENTS,
    REMOVED_COMPILE_ARGUMENTS,
)
from compile_lint.knowledge.removals import Effect, RemovedArgument
from compile_lint.model import Because, Callback, CompileCall, Known, Optimizer, Option, Origin
from compile_lint.model.intents import RenameKeyword
from compile_lint.rules.monitors import callbacks_of
from compile_lint.rules.registry import rule
from compile_lint.rules.remedies import safe

_BAD = """
import numpy as np
from tensorflow.keras.layers import Dense, Input
from tensorflow.keras.models import Sequential
from tensorflow.keras.optimizers import Adam

t = np.linspace(0, 6, 60)[:, None]
wave = np.sin(t)

model = Sequential([Input((1,)), Dense(20, activation="tanh"), Dense(1)])
model.compile(loss="mean_squared_error", optimizer=Adam(lr=0.003))
model.fit(t, wave, epochs=2, verbose=0)
"""

_GOOD = """
import numpy as np
from tensorflow.keras.layers import Dense, Input
from tensorflow.keras.models import Sequential
from tensorflow.keras.optimizers import Adam

t = np.linspace(0, 6, 60)[:, None]
wave = np.sin(t)

model = Sequential([Input((1,)), Dense(20, activation="tanh"), Dense(1)])
model.compile(loss="mean_squared_error", optimizer=Adam(learning_rate=0.003))
model.fit(t, wave, epochs=2, verbose=0)
"""

_REMOVED_IN = (2, 11)  # the release that rewrote the optimizers
_EFFECT_WORDS = {Effect.RAISES: "raises on it", Effect.IGNORED: "ignores it", Effect.ACCEPTED: "takes it"}


@rule(code="CL608", name="removed-argument", since="0.1.0", severity=Severity.ERROR, bad=_BAD, good=_GOOD)
def check(call: CompileCall) -> Iterator[Problem]:
    if call.is_before(*_REMOVED_IN):
        return
    match call.optimizer:
        case Known(optimizer) if optimizer.is_legacy:
            is_cared_for = optimizer.is_tried or optimizer.is_fallback
            if not is_cared_for and _is_removed(LEGACY_OPTIMIZERS, call.keras):
                yield Problem(
                    at=optimizer.origin,
                    message=f"`{optimizer.name}` here is a legacy optimizer, but Keras 3 takes none of these",
                    advice=f"Use `optimizers.{optimizer.name}`",
                    # Written on purpose for TensorFlow 2.11 to 2.15, where it is the right thing.
                    is_possible=call.keras != KERAS3,
                )
        case Known(optimizer) if not optimizer.is_fallback:  # meant for a Keras that takes no other name
            yield from _check_options(optimizer, call.keras)
    for callback in callbacks_of(call):
        yield from _check_callback(callback, call.keras)
    for name, origin in call.other_arguments:
        removed = REMOVED_COMPILE_ARGUMENTS.get(name)
        if removed is not None and _is_removed(removed, call.keras):
            is_ignored = call.keras == TF_KERAS and removed.tf_keras is Effect.IGNORED
            yield Problem(
                at=origin,
                message=f"`compile` is given `{name}`, but {_effect_phrase(removed, call.keras)}",
                advice=_advice(removed),
                # Nothing of ``compile`` that tf_keras ignores has any effect on training.
                severity=Severity.WARNING if is_ignored else None,
            )


def _check_options(optimizer: Optimizer, keras: str) -> Iterator[Problem]:
    for name, option in optimizer.options.items():
        removed = REMOVED_ARGUMENTS.get(name)
        if name == "decay" and option.value == 0 and keras != TF_KERAS:
            continue  # no decay: what Keras 3 makes of it is what was asked for
        if removed is not None and _is_removed(removed, keras):
            yield _problem(optimizer, option, removed, keras)


def _check_callback(callback: Callback, keras: str) -> Iterator[Problem]:
    if keras == TF_KERAS or callback.is_tried:
        return
    defaults = dict(callback.fact.keras3_parameters or ())
    for name, option in callback.options.items():
        removed = REMOVED_FROM_CALLBACKS.get((callback.name, name))
        if removed is None or option.value == defaults.get(removed.replacement or "", ...):
            continue
        # Where it is not known which Keras there is, the program may have been written for the older one.
        yield replace(_problem(callback, option, removed, keras), is_possible=keras != KERAS3, subject=name)


def _problem(given: Optimizer | Callback, option: Option, removed: RemovedArgument, keras: str) -> Problem:
    value = Because(option.origin, f"the value of `{removed.name}`")
    return Problem(
        at=option.given_at or option.origin,
        message=f"`{given.name}` is given `{removed.name}`, but {_effect_phrase(removed, keras)}",
        because=() if option.given_at is None else (value,),
        advice=_advice(removed),
        remedies=_remedies(given.origin, removed),
    )


def _is_removed(removed: RemovedArgument, keras: str) -> bool:
    if keras == KERAS3:
        return removed.keras3 is not Effect.ACCEPTED
    if keras == TF_KERAS:
        return removed.tf_keras is not Effect.ACCEPTED
    return Effect.ACCEPTED not in (removed.keras3, removed.tf_keras) or removed is LEGACY_OPTIMIZERS


def _effect_phrase(removed: RemovedArgument, keras: str) -> str:
    """Return which Keras does what, as a clause."""
    keras3, tf_keras = _EFFECT_WORDS[removed.keras3], _EFFECT_WORDS[removed.tf_keras]
    if keras == KERAS3:
        return f"Keras 3 {keras3}"
    if keras == TF_KERAS:
        return f"tf_keras {tf_keras}"
    return f"Keras 3 {keras3} and tf_keras {tf_keras}"


def _advice(removed: RemovedArgument) -> str:
    return f"Use `{removed.replacement}`" if removed.replacement else f"Remove `{removed.name}`"


def _remedies(call: Origin, removed: RemovedArgument) -> tuple[Remedy, ...]:
    if removed.replacement is None:
        return ()
    return safe(_advice(removed), RenameKeyword(call, removed.name, removed.replacement))
