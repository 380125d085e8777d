"""The class is taken by argmax from a model with one unit.

Why: the index of the largest of one value is always 0, so every row gets class 0.

Silent: an argmax over the rows or over all values, outputs whose number of axes neither the layers nor the
labels tell unless the last axis is named as -1, and models with several outputs.

Fix: compare with .5 (with 0 for logits).

Evidence: keras 3.15.1, 1000 rows: with a threshold .79 of the rows are right, with argmax .53, the share of
class 0.

Keras: Keras 3 and tf_keras alike: it is NumPy that takes the argmax.

References:
https://keras.io/api/models/model_training_apis/
https://numpy.org/doc/stable/reference/generated/numpy.argmax.html
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Severity
from compile_lint.model import CompileCall, Head, Known, Use, UseKind
from compile_lint.rules.because import shows_units
from compile_lint.rules.predicted import uses_of_output
from compile_lint.rules.registry import rule

_BAD = """
import keras
import numpy as np

rng = np.random.default_rng(81)
x = rng.normal(size=(120, 5))
y = (x[:, 0] + x[:, 1] > 0).astype("float32")

model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=2, verbose=0)
classes = np.argmax(model.predict(x, verbose=0), axis=1)
"""

_GOOD = """
import keras
import numpy as np

rng = np.random.default_rng(81)
x = rng.normal(size=(120, 5))
y = (x[:, 0] + x[:, 1] > 0).astype("float32")

model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=2, verbose=0)
classes = (model.predict(x, verbose=0)[:, 0] > 0.5).astype("int32")
"""

_KINDS = (UseKind.ARGMAX_LAST, UseKind.ARGMAX_SECOND, UseKind.ARGMAX_ROW)
_ROWS = 2  # axes of one row for each input


@rule(
    code="CL801",
    name="argmax-on-single-unit",
    since="0.1.0",
    severity=Severity.ERROR,
    bad=_BAD,
    good=_GOOD,
)
def check(call: CompileCall) -> Iterator[Problem]:
    for use, output in uses_of_output(call, *_KINDS):
        if output.units == 1 and _is_over_units(call, use):
            yield Problem(
                at=use.origin,
                message="`argmax` picks the largest of several values, but the model predicts only one",
                because=(shows_units(output),),
                head=call.heads[0],
                advice=f"Compare with {'0' if output.is_linear else '0.5'}",
                is_possible=not use.is_by_default,
                subject=id(use.origin.node),
            )


def _is_over_units(call: CompileCall, use: Use) -> bool:
    return use.kind is UseKind.ARGMAX_LAST or call.output_axes == _ROWS or _has_one_label_a_row(call.heads[0])


def _has_one_label_a_row(head: Head) -> bool:
    """Whether the labels are one number for each row, which an output with more axes does not fit."""
    return isinstance(head.labels, Known) and head.labels.value.is_one_number_a_row
