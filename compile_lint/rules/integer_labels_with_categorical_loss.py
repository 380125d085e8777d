"""Labels are class ids, but the loss compares them with the outputs element by element.

Why: categorical and binary cross-entropy, KL divergence and the regression losses need a label for every
unit. Class ids hold one number for a whole row, and so does a column of a table, whatever is in it.

Silent: labels with several columns, class ids that were scaled, a single unit, labels not known (save for
a column of a table under a cross-entropy), units not known (save for a softmax under categorical
cross-entropy).

Fix: `sparse_categorical_crossentropy` for class ids, or `to_categorical` on the labels.

Safety: unsafe: the loss and its metrics become those for class ids. If one-hot labels were meant, the
labels are what is wrong.

Evidence: with cross-entropies keras 3.15.1 raises "Arguments `target` and `output` must have the same rank
(ndim)" (on JAX "the same shape"), tf_keras 2.21 "Shapes (64, 1) and (64, 3) are incompatible", both at the
first batch. With mse keras 3.15.1 raises on labels of shape (N,) but compares (N, 1) with every unit in
silence, accuracy .280; tf_keras does so with both shapes, .335, and with mae, hinge and KL divergence. One
column of any other numbers raises under both cross-entropies all the same, but not (N, 1) under
`categorical_focal_crossentropy`.

Keras: both raise for cross-entropies; for regression losses tf_keras compares in silence where Keras 3
raises on labels of shape (N,).

References:
https://keras.io/api/losses/probabilistic_losses/
`keras/src/backend/tensorflow/nn.py` of keras 3.15.1
`tf_keras/src/backend.py` of tf_keras 2.21
`keras/src/losses/losses.py` of keras 3.15.1
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Remedy, Severity
from compile_lint.knowledge.losses import Family
from compile_lint.model import Because, CompileCall, Head, Known, Loss, Origin, Output, UnknownColumn
from compile_lint.rules.because import labels_phrase, shows_labels, shows_units
from compile_lint.rules.heads import heads_to_judge
from compile_lint.rules.label_form import are_class_ids
from compile_lint.rules.registry import rule
from compile_lint.rules.remedies import change_loss, metrics_for_ids, unsafe

_RAISING = frozenset({Family.BINARY_CROSSENTROPY, Family.CATEGORICAL_CROSSENTROPY})

_BAD = """
import keras
import numpy as np

rng = np.random.default_rng(6)
x = rng.normal(size=(70, 9))
digits = rng.integers(0, 10, size=70)

model = keras.Sequential()
model.add(keras.Input((9,)))
model.add(keras.layers.Dense(20, activation="relu"))
model.add(keras.layers.Dense(10, activation="softmax"))
model.compile(optimizer="rmsprop", loss="categorical_crossentropy", metrics=["accuracy"])
model.fit(x, digits, epochs=1, verbose=0)
"""

_GOOD = """
import keras
import numpy as np

rng = np.random.default_rng(6)
x = rng.normal(size=(70, 9))
digits = rng.integers(0, 10, size=70)

model = keras.Sequential()
model.add(keras.Input((9,)))
model.add(keras.layers.Dense(20, activation="relu"))
model.add(keras.layers.Dense(10, activation="softmax"))
model.compile(optimizer="rmsprop", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x, digits, epochs=1, verbose=0)
"""


@rule(
    code="CL201",
    name="integer-labels-with-categorical-loss",
    since="0.1.0",
    severity=Severity.ERROR,
    bad=_BAD,
    good=_GOOD,
)
def check(call: CompileCall) -> Iterator[Problem]:
    for head in heads_to_judge(call):
        match head.output, head.loss, _one_number_a_row(head):
            case Known(output), Known(loss), (words, because) if (
                _needs_columns(output, loss) and loss.fact.compares_elementwise
            ):
                yield Problem(
                    at=loss.origin,
                    message=f"`{loss.spelled}` expects a label for each {_units_phrase(output)}, but {words}",
                    because=(because, shows_units(output)),
                    head=head,
                    advice="Use `sparse_categorical_crossentropy`, or one-hot encode the labels",
                    remedies=_remedies(call, head, output, loss),
                )


def _one_number_a_row(head: Head) -> tuple[str, Because] | None:
    """Say why there is one label for a row, in words that follow "but", and show where that is seen.

    Cross-entropies raise on one column whatever it means; other losses compare it with each unit.
    """
    match head.labels, head.loss:
        case Known(labels), _ if are_class_ids(labels):
            return f"{labels_phrase(labels)} are integer class ids", shows_labels(labels)
        case UnknownColumn(origin=Origin() as origin), Known(loss) if (
            loss.fact.family in _RAISING and not loss.fact.is_focal
        ):
            return "the labels are one column", Because(origin, "the labels come from here")
    return None


def _needs_columns(output: Output, loss: Loss) -> bool:
    """Whether the loss wants as many columns as there are units, and these are several.

    A softmax under a categorical loss is over several units if it is any use at all.
    """
    if output.units is None:
        return output.is_softmax and loss.fact.family is Family.CATEGORICAL_CROSSENTROPY
    return output.units > 1


def _units_phrase(output: Output) -> str:
    return "unit" if output.units is None else f"of the {output.units} units"


def _remedies(call: CompileCall, head: Head, output: Output, loss: Loss) -> tuple[Remedy, ...]:
    """The sparse loss and its metrics, where the output already is what that loss scores."""
    are_logits = output.is_linear and loss.expects_logits
    if not (output.is_softmax or are_logits):
        return ()
    name = "sparse_categorical_crossentropy"
    return unsafe(f"Use `{name}`", change_loss(call, loss, name), *metrics_for_ids(call, head))
