"""A classifier with softmax or sigmoid units is trained with a regression loss.

Why: the gradient of a squared or absolute difference dies out where softmax is sure and wrong. With mse
(the Brier score) that costs little; with the absolute error whole classes may never be learnt.

Silent: labels not known to be classes (soft targets of a teacher, the inputs themselves); multi-hot
labels; a single unit.

Fix: `categorical_crossentropy` for one-hot labels, `sparse_categorical_crossentropy` for class ids.

Safety: unsafe: the loss has other values. Nothing is offered for a sigmoid.

Evidence: keras 3.15.1 and tf_keras 2.21, softmax on one-hot labels: mse .95 to .98 of right answers, mae
.72 to .84, cross-entropy .98.

Keras: Keras 3 and tf_keras alike.

References:
https://keras.io/api/losses/regression_losses/
https://keras.io/api/losses/probabilistic_losses/
`keras/src/losses/losses.py` of keras 3.15.1
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Remedy, Severity
from compile_lint.knowledge.losses import Family
from compile_lint.model import CompileCall, Encoding, Known, Labels, Loss, Output
from compile_lint.rules.because import labels_phrase, shows_activation, shows_labels
from compile_lint.rules.heads import has_several_units, heads_to_judge
from compile_lint.rules.label_form import are_class_ids
from compile_lint.rules.registry import rule
from compile_lint.rules.remedies import change_loss, unsafe

_BAD = """
import keras
import numpy as np

rng = np.random.default_rng(22)
y = keras.utils.to_categorical(np.arange(120) % 10, num_classes=10)
x = rng.normal(size=(120, 10)) + 3 * y

model = keras.Sequential([
    keras.Input((10,)),
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="mae", metrics=["accuracy"])
model.fit(x, y, epochs=2, verbose=0)
"""

_GOOD = """
import keras
import numpy as np

rng = np.random.default_rng(22)
y = keras.utils.to_categorical(np.arange(120) % 10, num_classes=10)
x = rng.normal(size=(120, 10)) + 3 * y

model = keras.Sequential([
    keras.Input((10,)),
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=2, verbose=0)
"""

_ABSOLUTE = frozenset({"mean_absolute_error", "mean_absolute_percentage_error"})


@rule(
    code="CL108",
    name="softmax-with-regression-loss",
    since="0.1.0",
    severity=Severity.INFO,
    bad=_BAD,
    good=_GOOD,
)
def check(call: CompileCall) -> Iterator[Problem]:
    for head in heads_to_judge(call):
        match head.output, head.loss, head.labels:
            case Known(output), Known(loss), Known(labels) if (
                loss.fact.family is Family.REGRESSION
                and output.is_probability
                and has_several_units(head, output)
                and _are_classes(labels)
            ):
                yield Problem(
                    at=loss.origin,
                    message=(
                        f"`{loss.spelled}` measures distances between numbers, "
                        f"but `{output.activation.name}` and {labels_phrase(labels)} are about classes"
                    ),
                    because=(shows_activation(output), shows_labels(labels)),
                    head=head,
                    severity=_severity(loss),
                    advice=_advice(labels),
                    remedies=_remedies(call, output, loss, labels),
                )


def _are_classes(labels: Labels) -> bool:
    return labels.encoding is Encoding.ONE_HOT or are_class_ids(labels)


def _severity(loss: Loss) -> Severity:
    return Severity.WARNING if loss.name in _ABSOLUTE else Severity.INFO


def _loss_name(labels: Labels) -> str:
    is_one_hot = labels.encoding is Encoding.ONE_HOT
    return "categorical_crossentropy" if is_one_hot else "sparse_categorical_crossentropy"


def _advice(labels: Labels) -> str:
    return f"Use `{_loss_name(labels)}`"


def _remedies(call: CompileCall, output: Output, loss: Loss, labels: Labels) -> tuple[Remedy, ...]:
    if not output.is_softmax:
        return ()
    return unsafe(_advice(labels), change_loss(call, loss, _loss_name(labels)))
