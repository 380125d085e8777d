"""A regression ends in an activation that limits its output, and the targets are not in view.

Why: relu never yields a negative number, sigmoid and tanh stay between two bounds. Where targets lie
beyond them, the model cannot learn them, and relu may die: every output 0, and no gradient. Often the
range is just what is wanted, so this is a hint.

Silent: targets that are known, where squashed-output-for-regression judges; images and other outputs of
several axes; several units without softmax, such as the actions of an agent; an accuracy among the
metrics, which tells of classes; relu under a loss that takes numbers below 0 for 0.

Fix: check the range of the targets; remove the activation if they leave it.

Evidence: keras 3.15.1 and tf_keras 2.21, standardised targets: R2 .427 with sigmoid, .519 with relu, .826
with tanh, .997 without.

Keras: Keras 3 and tf_keras alike.

References:
https://keras.io/api/losses/regression_losses/
`keras/src/activations/activations.py` of keras 3.15.1
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Severity
from compile_lint.knowledge.losses import Family
from compile_lint.model import Absent, CompileCall, Head, Known, Output, Role, Unknown
from compile_lint.rules.because import range_phrase, shows_loss
from compile_lint.rules.heads import heads_to_judge, reaches_all
from compile_lint.rules.registry import rule

_BAD = """
import keras
import numpy as np


def train(rooms, price):
    model = keras.Sequential([
        keras.Input((4,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1, activation="relu"),
    ])
    model.compile(optimizer="adam", loss="mse", metrics=["mae"])
    model.fit(rooms, price, epochs=2, verbose=0)


table = np.genfromtxt("houses.csv", delimiter=",")
train(table[:, :4], table[:, 4])
"""

_GOOD = """
import keras
import numpy as np


def train(rooms, price):
    model = keras.Sequential([
        keras.Input((4,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse", metrics=["mae"])
    model.fit(rooms, price, epochs=2, verbose=0)


table = np.genfromtxt("houses.csv", delimiter=",")
train(table[:, :4], table[:, 4])
"""

_LIMITING = frozenset({"relu", "sigmoid", "tanh"})


@rule(
    code="CL111",
    name="limited-output-for-regression",
    since="0.1.0",
    severity=Severity.INFO,
    bad=_BAD,
    good=_GOOD,
)
def check(call: CompileCall) -> Iterator[Problem]:
    for head in heads_to_judge(call):
        match head.output, head.loss, head.labels:
            case Known(output), Known(loss), Unknown() | Absent() if (
                loss.fact.family is Family.REGRESSION
                and _limits(output)
                and not reaches_all(output.activation, loss)
                and not _counts_classes(head)
            ):
                yield Problem(
                    at=output.because_at,
                    message=(
                        f"`{output.activation.name}` yields only {range_phrase(output.activation)}, "
                        f"but `{loss.spelled}` fits targets of any size"
                    ),
                    because=(shows_loss(loss),),
                    head=head,
                    advice="Remove the output activation, unless all targets lie within its range",
                )


def _limits(output: Output) -> bool:
    is_reshaped = any(stage.role is Role.PASSTHROUGH for stage in output.stages)
    if output.layer != "Dense" or is_reshaped:
        return False
    if output.is_softmax:
        return output.units is not None and output.units > 1
    return output.units == 1 and output.activation.name in _LIMITING


def _counts_classes(head: Head) -> bool:
    return any(isinstance(slot, Known) and slot.value.fact.is_accuracy for slot in head.metrics)
