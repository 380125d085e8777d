"""The output is logits, but the loss expects probabilities.

Why: without `from_logits=True` a cross-entropy takes the output for probabilities: numbers below 0 and
above 1 are clipped, give no gradient, and the rest are scored as what they are not.

Silent: own output layers and own losses; an unknown value of `from_logits`; losses that take any number,
such as hinge and mse.

Fix: `from_logits=True` on a loss object, or the activation on the output layer.

Safety: unsafe: the loss is told of the logits, and with it the metrics that read probabilities; or the
model yields probabilities. The activation comes first for one unit, and where predictions are compared
with one half.

Evidence: keras 3.15.1 on TensorFlow, 3 classes, right .98: categorical .007, sparse .692; in a second
set-up sparse .518, .779, .797 and categorical .406, .331, .406 over 3 seeds, right 1.0. On JAX with 10
classes .370, .133, .250, right .961. KL divergence .934. One unit with binary cross-entropy often
survives, as the model learns to stay within [0, 1]: .972, but with default Adam .40 to .85 over 8 seeds
on JAX, right .79 to .86. tf_keras 2.21 alike.

Keras: Keras 3 and tf_keras alike.

References:
https://keras.io/api/losses/probabilistic_losses/
`keras/src/backend/tensorflow/nn.py` of keras 3.15.1
`keras/src/backend/jax/nn.py` of keras 3.15.1
`tf_keras/src/backend.py` of tf_keras 2.21
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Remedy, Severity
from compile_lint.knowledge.losses import Family
from compile_lint.model import Because, CompileCall, Head, Known, Loss, Output, UseKind
from compile_lint.rules.because import shows_activation, shows_from_logits
from compile_lint.rules.heads import EXCLUSIVE, has_several_units, heads_to_judge, takes_probabilities
from compile_lint.rules.logits_metrics import metric_on_logits, what_it_expects
from compile_lint.rules.registry import rule
from compile_lint.rules.remedies import activation_for, change_activation, change_loss, metrics_of, unsafe

_BAD = """
import keras
import numpy as np

rng = np.random.default_rng(12)
y = np.arange(90) % 3
x = rng.normal(size=(90, 6)) + 3 * np.eye(3, 6)[y]

inputs = keras.Input((6,))
hidden = keras.layers.Dense(16, activation="relu")(inputs)
model = keras.Model(inputs, keras.layers.Dense(3)(hidden))
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=2, verbose=0)
"""

_GOOD = """
import keras
import numpy as np

rng = np.random.default_rng(12)
y = np.arange(90) % 3
x = rng.normal(size=(90, 6)) + 3 * np.eye(3, 6)[y]

inputs = keras.Input((6,))
hidden = keras.layers.Dense(16, activation="relu")(inputs)
model = keras.Model(inputs, keras.layers.Dense(3)(hidden))
loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
model.compile(optimizer="adam", loss=loss, metrics=["accuracy"])
model.fit(x, y, epochs=2, verbose=0)
"""


@rule(
    code="CL302",
    name="logits-as-probabilities",
    since="0.1.0",
    severity=Severity.ERROR,
    bad=_BAD,
    good=_GOOD,
)
def check(call: CompileCall) -> Iterator[Problem]:
    for head in heads_to_judge(call):
        match head.output, head.loss:
            case Known(output), Known(loss) if output.is_linear and takes_probabilities(loss):
                yield Problem(
                    at=loss.origin,
                    message=(
                        f"`{loss.spelled}` expects probabilities, "
                        f"but the output of `{output.layer}` is logits, without an activation"
                    ),
                    because=(shows_activation(output), *_default_shown(loss)),
                    head=head,
                    severity=_severity(head, output, loss),
                    advice=_advice(loss),
                    remedies=_remedies(call, head, output, loss),
                )


def _severity(head: Head, output: Output, loss: Loss) -> Severity:
    """One unit, and KL divergence, are learnt in spite of it more often than not."""
    if loss.fact.family is Family.KL_DIVERGENCE:
        return Severity.WARNING
    is_several = has_several_units(head, output) or (output.units is None and loss.fact.family in EXCLUSIVE)
    return Severity.ERROR if is_several else Severity.WARNING


def _default_shown(loss: Loss) -> tuple[Because, ...]:
    return () if loss.from_logits_origin is None else (shows_from_logits(loss),)


def _advice(loss: Loss) -> str:
    if not loss.fact.has_from_logits:
        return "Give the output layer an activation"
    if loss.is_string:
        return f"Use `{loss.fact.class_name}(from_logits=True)`, or give the output layer an activation"
    return "Pass `from_logits=True` to the loss, or give the output layer an activation"


def _remedies(call: CompileCall, head: Head, output: Output, loss: Loss) -> tuple[Remedy, ...]:
    """Both ways. Where the program compares with one half, or is likely to, the activation comes first."""
    name = activation_for(loss)
    if name is None:
        return ()
    with_activation = unsafe(f"Use `{name}` on the output layer", change_activation(output, name))
    with_logits = _told_of_logits(call, head, output, loss)
    if output.units == 1 or any(use.kind is UseKind.HALF for use in call.uses):
        return with_activation + with_logits
    return with_logits + with_activation


def _told_of_logits(call: CompileCall, head: Head, output: Output, loss: Loss) -> tuple[Remedy, ...]:
    """The loss is told of the logits, and with it each metric that reads probabilities."""
    if not loss.fact.has_from_logits:
        return ()
    metrics = [
        metric_on_logits(call, metric)
        for metric in metrics_of(head)
        if what_it_expects(metric, output) is not None
    ]
    return unsafe("Pass `from_logits=True` to the loss", change_loss(call, loss, loss.name, True), *metrics)
