"""The labels hold another number of classes than the output has units.

Why: one-hot labels need exactly one unit for each column; class ids need a unit for the largest id. A
unit that no label ever names only makes learning slower.

Silent: the number of classes or of units is not known; a single unit; ids that only start at 1 or reach
the number of units, which is off by one and not a matter of how many classes there are; more ids than
units under an `ignore_class`, which may be the largest id.

Fix: give the output layer as many units as there are classes.

Evidence: one-hot: keras 3.15.1 and tf_keras 2.21 raise over the shapes at the first batch. Class ids 0
to 9 with 5 units: "Received a label value of 9 which is outside the valid range of [0, 5)" on
TensorFlow, NaN if compiled with XLA, silent on JAX (.54). 100 units for few classes train, slowly.

Keras: Keras 3 and tf_keras alike; for class ids the backend decides whether it raises.

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
from compile_lint.model import CompileCall, Encoding, Head, Known, Labels, Loss, Output
from compile_lint.rules.because import count, labels_phrase, shows_labels
from compile_lint.rules.heads import columns_of, heads_to_judge, ignores_a_class
from compile_lint.rules.label_form import is_off_by_one, units_needed
from compile_lint.rules.registry import rule

_BAD = """
import keras
import numpy as np

LABELS = ["cat", "dog", "bird"]
rng = np.random.default_rng(8)
x = rng.normal(size=(50, 6))
y = keras.utils.to_categorical(np.arange(50) % 5, num_classes=5)

model = keras.Sequential([keras.Input((6,)), keras.layers.Dense(len(LABELS), activation="softmax")])
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=1, verbose=0)
"""

_GOOD = """
import keras
import numpy as np

LABELS = ["cat", "dog", "bird"]
rng = np.random.default_rng(8)
x = rng.normal(size=(50, 6))
y = keras.utils.to_categorical(np.arange(50) % len(LABELS), num_classes=len(LABELS))

model = keras.Sequential([keras.Input((6,)), keras.layers.Dense(len(LABELS), activation="softmax")])
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=1, verbose=0)
"""

_CLASS_IDS = (Encoding.INTEGER, Encoding.BINARY)


@rule(code="CL203", name="class-count-mismatch", since="0.1.0", severity=Severity.ERROR, bad=_BAD, good=_GOOD)
def check(call: CompileCall) -> Iterator[Problem]:
    for head in heads_to_judge(call):
        match head.output, head.loss, head.labels:
            case Known(Output(units=int(units)) as output), Known(loss), Known(labels) if (
                units > 1 and not output.are_units_supposed
            ):
                yield from _check_head(head, output, units, loss, labels)


def _check_head(head: Head, output: Output, units: int, loss: Loss, labels: Labels) -> Iterator[Problem]:
    if labels.encoding is Encoding.ONE_HOT and loss.fact.compares_elementwise:
        columns = columns_of(labels)
        if columns is not None and columns not in (1, units):
            yield _problem(head, output, labels, f"have {columns} one-hot columns", Severity.ERROR)
    elif labels.encoding in _CLASS_IDS and loss.fact.family is Family.SPARSE_CROSSENTROPY:
        needed = units_needed(labels)
        if needed is None or labels.is_scaled or needed == units or is_off_by_one(labels, needed, units):
            return
        if needed > units and ignores_a_class(loss):
            return
        severity = Severity.ERROR if needed > units else Severity.INFO
        yield _problem(head, output, labels, f"hold class ids up to {needed - 1}", severity)


def _problem(head: Head, output: Output, labels: Labels, held: str, severity: Severity) -> Problem:
    has = f"the output has {count(output.units or 0, 'unit')}"
    return Problem(
        at=output.units_origin or output.origin,
        message=f"{has}, but {labels_phrase(labels)} {held}",
        because=(shows_labels(labels),),
        head=head,
        severity=severity,
        advice="Give the output layer as many units as there are classes",
    )
