"""A metric for two classes is asked of several exclusive classes with integer labels.

Why: precision, recall, AUC and the like compare each unit with a label of its own. Class ids have one
number for a row, so the shapes do not fit, and the message says nothing of metrics.

Silent: one-hot labels, with or without `class_id`; a single unit; labels not known and a loss that does
not need class ids.

Fix: one-hot labels with categorical cross-entropy, where `class_id` chooses a class. No edit is offered:
Keras has no precision, recall, AUC or F1 that reads class ids, an accuracy in its place would measure
something else, and one-hot labels change the labels and the loss as well.

Evidence: keras 3.15.1 raises "Incompatible shapes" from LogicalAnd, or "Argument `segment_ids` and `data`
should have same leading dimension" for AUC; tf_keras 2.21 "Shapes (400, 3) and (400, 1) are incompatible".
`Precision(class_id=1)` on ids of shape (N,) reports 0.0 in silence on Keras 3 where .871 is right;
F1Score on ids of shape (N, 1) .50 for .86.

Keras: both raise; with `class_id` or F1Score, Keras 3 may report a wrong number in silence.

References:
https://keras.io/api/metrics/classification_metrics/
`keras/src/metrics/metrics_utils.py` of keras 3.15.1
`keras/src/metrics/f_score_metrics.py` of keras 3.15.1
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Severity
from compile_lint.knowledge.metrics import MetricFamily
from compile_lint.model import CompileCall, Head, Known, Metric, Output
from compile_lint.rules.because import shows_units
from compile_lint.rules.heads import has_several_units, heads_to_judge
from compile_lint.rules.label_form import class_ids_of
from compile_lint.rules.registry import rule

_BAD = """
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(42)
x = rng.normal(size=(120, 6)).astype("float32")
y = rng.integers(0, 4, size=120)

model = tf.keras.Sequential([
    tf.keras.layers.Input((6,)),
    tf.keras.layers.Dense(12, activation="relu"),
    tf.keras.layers.Dense(4, activation="softmax"),
])
model.compile(
    optimizer="adam",
    loss="sparse_categorical_crossentropy",
    metrics=[tf.keras.metrics.Precision()],
)
model.fit(x, y, epochs=1, verbose=0)
"""

_GOOD = """
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(42)
x = rng.normal(size=(120, 6)).astype("float32")
y = rng.integers(0, 4, size=120)

model = tf.keras.Sequential([
    tf.keras.layers.Input((6,)),
    tf.keras.layers.Dense(12, activation="relu"),
    tf.keras.layers.Dense(4, activation="softmax"),
])
model.compile(
    optimizer="adam",
    loss="categorical_crossentropy",
    metrics=[tf.keras.metrics.Precision()],
)
model.fit(x, tf.keras.utils.to_categorical(y, 4), epochs=1, verbose=0)
"""

_FOR_TWO_CLASSES = frozenset({MetricFamily.THRESHOLDED, MetricFamily.RANKING})


@rule(
    code="CL405",
    name="binary-metric-on-multiclass",
    since="0.1.0",
    severity=Severity.ERROR,
    bad=_BAD,
    good=_GOOD,
)
def check(call: CompileCall) -> Iterator[Problem]:
    for head in heads_to_judge(call):
        form = class_ids_of(head)
        if form is None:
            continue
        for slot in head.metrics:
            match slot, head.output:
                case Known(metric), Known(output) if metric.fact.family in _FOR_TWO_CLASSES and _has_classes(
                    head, output
                ):
                    yield Problem(
                        at=metric.origin,
                        message=(
                            f"`{metric.spelled}` expects a label for each {_unit(output)}, but {form.words}"
                        ),
                        because=(form.because, shows_units(output)),
                        head=head,
                        advice=_advice(metric),
                    )


def _has_classes(head: Head, output: Output) -> bool:
    """Whether there are several units: known, or because a softmax over one is no use at all."""
    return has_several_units(head, output) or (output.units is None and output.is_softmax)


def _unit(output: Output) -> str:
    return "unit" if output.units is None else f"of the {output.units} units"


def _advice(metric: Metric) -> str:
    return f"One-hot encode the labels for `{metric.spelled}`, and use `categorical_crossentropy`"
