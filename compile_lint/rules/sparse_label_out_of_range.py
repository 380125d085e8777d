"""Class ids do not start at 0, so the largest has no unit, or the smallest is negative.

Why: `sparse_categorical_crossentropy` takes a label as the number of a unit, counted from 0. Ids from 1 to
N need N + 1 units.

Silent: ids whose range is not known; as many units as the largest id needs; an `ignore_class`; a single
unit; more classes than units, which is class-count-mismatch.

Fix: subtract the smallest id from the labels.

Evidence: keras 3.15.1 and tf_keras 2.21 on the CPU raise "Received a label value of 3 which is outside the
valid range of [0, 3)"; compiled with XLA the loss is NaN; on JAX it trains in silence, .227 with ids 1 to
3 on 3 units, .695 with ids from -1, right .98.

Keras: Keras 3 and tf_keras alike; the backend and XLA decide whether it raises.

References:
https://keras.io/api/losses/probabilistic_losses/
`keras/src/backend/tensorflow/nn.py` of keras 3.15.1
`keras/src/backend/jax/nn.py` of keras 3.15.1
`tf_keras/src/backend.py` of tf_keras 2.21
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Severity
from compile_lint.knowledge.losses import Family
from compile_lint.model import CompileCall, Encoding, Known, Labels, Output
from compile_lint.rules.because import count, labels_phrase, shows_labels, shows_units
from compile_lint.rules.heads import heads_to_judge, ignores_a_class
from compile_lint.rules.label_form import is_off_by_one, units_needed
from compile_lint.rules.registry import rule

_BAD = """
import keras
import numpy as np

rng = np.random.default_rng(27)
stars = rng.integers(1, 6, size=100)
x = rng.normal(size=(100, 6)) + 3 * np.eye(6)[stars]

model = keras.Sequential([keras.Input((6,)), keras.layers.Dense(5, activation="softmax")])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x, stars, epochs=1, verbose=0)
"""

_GOOD = """
import keras
import numpy as np

rng = np.random.default_rng(27)
stars = rng.integers(1, 6, size=100)
x = rng.normal(size=(100, 6)) + 3 * np.eye(6)[stars]

model = keras.Sequential([keras.Input((6,)), keras.layers.Dense(5, activation="softmax")])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x, stars - 1, epochs=1, verbose=0)
"""

_IDS = frozenset({Encoding.INTEGER, Encoding.BINARY, Encoding.PLUS_MINUS_ONE})


@rule(
    code="CL208",
    name="sparse-label-out-of-range",
    since="0.1.0",
    severity=Severity.ERROR,
    bad=_BAD,
    good=_GOOD,
)
def check(call: CompileCall) -> Iterator[Problem]:
    for head in heads_to_judge(call):
        match head.output, head.loss, head.labels:
            case Known(Output(units=int(units)) as output), Known(loss), Known(labels) if (
                units > 1
                and not output.are_units_supposed
                and loss.fact.family is Family.SPARSE_CROSSENTROPY
                and labels.encoding in _IDS
                and not labels.is_scaled
                and not ignores_a_class(loss)
            ):
                held = _what_has_no_unit(labels, units)
                if held is not None:
                    yield Problem(
                        at=loss.origin,
                        message=(
                            f"`{loss.spelled}` counts the {count(units, 'unit')} from 0, "
                            f"but {labels_phrase(labels)} {held}"
                        ),
                        because=(shows_labels(labels), shows_units(output)),
                        head=head,
                        advice="Subtract the smallest class id from the labels",
                    )


def _what_has_no_unit(labels: Labels, units: int) -> str | None:
    if labels.encoding is Encoding.PLUS_MINUS_ONE:
        return "are -1 and 1"
    if labels.lowest is not None and labels.lowest < 0:
        return f"hold negative class ids, from {labels.lowest:g}"
    needed = units_needed(labels)
    if needed is None or not is_off_by_one(labels, needed, units):
        return None
    return f"hold class ids from {int(labels.lowest or 0)} to {needed - 1}"
