"""A single unit cannot hold the classes that a categorical loss chooses from.

Why: categorical and sparse categorical cross-entropy score one class among as many units as there are
classes. With one unit there is nothing to choose from: the categorical loss is 0 whatever the model does,
and every class id but 0 is outside the range of the sparse one. KL divergence compares whole distributions:
with one unit it falls whenever the output rises.

Silent: the number of units is not known; softmax over one unit, which is single-unit-softmax; softmax
over another axis.

Fix: binary cross-entropy for two classes, or one unit for each class.

Safety: unsafe: it takes the labels for 0 and 1. Nothing is offered where there are more classes.

Evidence: keras 3.15.1 and tf_keras 2.21 on TensorFlow: categorical cross-entropy is 0.0 in every epoch, with
one `SyntaxWarning` in the log, while every output is driven to the same side; sparse raises "Received a
label value of 1 which is outside the valid range of [0, 1)", and is NaN if compiled with XLA. On JAX sparse
stays silent at loss 0.0 and accuracy .43. KL divergence of one sigmoid unit falls to .0003 on keras 3.15.1
(TensorFlow, JAX) and tf_keras 2.21, while every output goes to 1 and accuracy stays at .507; binary
cross-entropy reaches .995.

Keras: Keras 3 and tf_keras alike; whether the sparse loss raises depends on the backend and on XLA.

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
from compile_lint.knowledge.metrics import MetricFamily
from compile_lint.model import CompileCall, Head, Known, Labels, Loss, Output
from compile_lint.model.intents import Intent
from compile_lint.rules.because import shows_units
from compile_lint.rules.heads import EXCLUSIVE, heads_to_judge
from compile_lint.rules.registry import rule
from compile_lint.rules.remedies import (
    CLASS_ACCURACIES,
    change_activation,
    change_loss,
    change_metric,
    metrics_of,
    unsafe,
)

_BAD = """
import numpy as np
from tensorflow.keras import Model
from tensorflow.keras.layers import Dense, Input

rng = np.random.default_rng(4)
x = rng.normal(size=(80, 3))
y = (x[:, 1] > 0).astype("int32")

inputs = Input(shape=(3,))
hidden = Dense(8, activation="tanh")(inputs)
model = Model(inputs, Dense(1, activation="sigmoid")(hidden))
model.compile(optimizer="sgd", loss="categorical_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=2, verbose=0)
"""

_GOOD = """
import numpy as np
from tensorflow.keras import Model
from tensorflow.keras.layers import Dense, Input

rng = np.random.default_rng(4)
x = rng.normal(size=(80, 3))
y = (x[:, 1] > 0).astype("int32")

inputs = Input(shape=(3,))
hidden = Dense(8, activation="tanh")(inputs)
model = Model(inputs, Dense(1, activation="sigmoid")(hidden))
model.compile(optimizer="sgd", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=2, verbose=0)
"""


_AMONG_UNITS = EXCLUSIVE | {Family.KL_DIVERGENCE}  # losses that weigh units against each other


@rule(
    code="CL105",
    name="single-unit-with-categorical-loss",
    since="0.1.0",
    severity=Severity.ERROR,
    bad=_BAD,
    good=_GOOD,
)
def check(call: CompileCall) -> Iterator[Problem]:
    for head in heads_to_judge(call):
        match head.output, head.loss:
            case Known(output), Known(loss) if (
                output.units == 1 and not output.is_softmax and loss.fact.family in _AMONG_UNITS
            ):
                yield Problem(
                    at=loss.origin,
                    message=f"`{loss.spelled}` expects one unit for each class, but the output has 1 unit",
                    because=(shows_units(output),),
                    head=head,
                    advice="Use binary cross-entropy, or one unit for each class",
                    remedies=_remedies(call, head, output, loss),
                )


def _remedies(call: CompileCall, head: Head, output: Output, loss: Loss) -> tuple[Remedy, ...]:
    """Binary cross-entropy, and what it needs of the activation and the metrics."""
    match head.labels:
        case Known(Labels(classes=int(classes))) if classes > 2:
            return ()
    intents: list[Intent | None] = [change_loss(call, loss, "binary_crossentropy")]
    if loss.expects_probabilities and not output.is_sigmoid:
        intents.append(change_activation(output, "sigmoid"))
    for metric in metrics_of(head):
        if metric.fact.family is MetricFamily.ACCURACY_BY_SHAPE and not loss.expects_logits:
            continue
        if metric.fact.family in CLASS_ACCURACIES:
            options = (("threshold", 0),) if loss.expects_logits else None
            intents.append(change_metric(call, metric, "binary_accuracy", options))
    return unsafe("Use binary cross-entropy", *intents)
