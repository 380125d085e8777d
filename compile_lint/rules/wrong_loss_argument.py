"""A loss is made with an argument that it does not take, or takes for something else.

Why: the program stops where the loss is made, or another option is set than the one that was meant.

Silent: options that one Keras at least takes, as long as it is open which of them runs the program;
arguments passed on by `**kwargs`; losses of the project.

Fix: the option's name, a loss that has the option, or the loss function itself without a call.

Evidence: `SparseCategoricalCrossentropy(label_smoothing=0.1)` and `MeanAbsoluteError(from_logits=True)`:
keras 3.15.1 and tf_keras 2.21 raise TypeError. `CategoricalCrossentropy(0.1)`: both read `from_logits` and
train on without a word. `binary_crossentropy(from_logits=True)`: both raise, for the labels and predictions
are missing.

Keras: Keras 3 and tf_keras alike; each has a few options that the other does not take.

References:
https://keras.io/api/losses/
`keras/src/losses/losses.py` of keras 3.15.1
`tf_keras/src/losses.py` of tf_keras 2.21
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Severity
from compile_lint.knowledge.flavours import KERAS3, TF_KERAS
from compile_lint.knowledge.losses import LossFact
from compile_lint.knowledge.signatures import takes_any_keyword
from compile_lint.model import CompileCall, Head, Known, Loss, Unidentified
from compile_lint.rules.keras_at_hand import rejecting
from compile_lint.rules.registry import rule

_BAD = """
import keras
import numpy as np

x = np.random.default_rng(37).normal(size=(60, 6))
y = np.arange(60) % 3

loss = keras.losses.SparseCategoricalCrossentropy(label_smoothing=0.1)
model = keras.Sequential([keras.Input((6,)), keras.layers.Dense(3, activation="softmax")])
model.compile(optimizer="adam", loss=loss, metrics=["accuracy"])
model.fit(x, y, epochs=1, verbose=0)
"""

_GOOD = """
import keras
import numpy as np

x = np.random.default_rng(37).normal(size=(60, 6))
y = keras.utils.to_categorical(np.arange(60) % 3, 3)

loss = keras.losses.CategoricalCrossentropy(label_smoothing=0.1)
model = keras.Sequential([keras.Input((6,)), keras.layers.Dense(3, activation="softmax")])
model.compile(optimizer="adam", loss=loss, metrics=["accuracy"])
model.fit(x, y, epochs=1, verbose=0)
"""


@rule(code="CL613", name="wrong-loss-argument", since="0.1.0", severity=Severity.ERROR, bad=_BAD, good=_GOOD)
def check(call: CompileCall) -> Iterator[Problem]:
    for head in call.heads:
        match head.loss:
            case Known(loss) if not loss.fact.is_declared:  # whose options are not in the tables
                yield from _check_options(loss, head, call.keras)
            case Unidentified(lacks_data=True) as called:
                yield Problem(
                    at=called.origin,
                    message=f"`{called.text}` expects labels and predictions, but is called without them",
                    head=head,
                    advice="Give the function itself, or the loss class with its options",
                )


def _check_options(loss: Loss, head: Head, keras: str) -> Iterator[Problem]:
    for name, option in loss.options.items():
        is_extra = name.startswith("#")  # a position behind the last parameter
        if not is_extra and rejecting(_accepting(loss.fact, name), keras) == rejecting(frozenset(), keras):
            yield Problem(
                at=option.given_at or option.origin,
                message=f"`{loss.spelled}` is given `{name}`, but it has no such option",
                head=head,
                advice=f"Remove `{name}`, or use a loss that has it",
            )
        elif name == "from_logits" and isinstance(option.value, str | float):
            yield Problem(
                at=option.given_at or option.origin,
                message=f"`{loss.spelled}` reads `{option.value}` as `from_logits`, which is true or false",
                head=head,
                advice="Name the option that is meant",
            )


def _accepting(fact: LossFact, name: str) -> frozenset[str]:
    """Which Keras takes an option of this name."""
    rows = ((KERAS3, fact.keras3_parameters), (TF_KERAS, fact.tf_keras_parameters))
    return frozenset(
        flavour
        for flavour, parameters in rows
        if parameters is not None
        and (
            any(name == parameter for parameter, _ in parameters)
            or takes_any_keyword(flavour, f"losses.{fact.class_name}")
        )
    )
