"""Accuracy of multi-hot labels compares one label a row only.

Why: for several units and labels of the same shape Keras takes "accuracy" for categorical accuracy. That
asks whether the largest output belongs to the first label that is on, and passes over all others.

Silent: labels not known to be multi-hot; binary accuracy; a single unit.

Fix: `binary_accuracy`, with `threshold=0` for logits.

Safety: unsafe: the reported number changes, and its name in the logs unless a callback reads that.

Evidence: keras 3.15.1 and tf_keras 2.21: `accuracy` reports .58 to .69 on 3 labels and .45 on 5, where
.97 and .94 of the labels are right.

Keras: Keras 3 and tf_keras alike.

References:
https://keras.io/api/metrics/accuracy_metrics/
`keras/src/trainers/compile_utils.py` of keras 3.15.1
`tf_keras/src/engine/compile_utils.py` of tf_keras 2.21
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Severity
from compile_lint.knowledge.losses import Family
from compile_lint.knowledge.metrics import MetricFamily
from compile_lint.model import CompileCall, Encoding, Head, Known, Metric, Output
from compile_lint.model.intents import Intent, Setting
from compile_lint.rules.because import labels_phrase, shows_activation, shows_labels
from compile_lint.rules.heads import heads_to_judge
from compile_lint.rules.monitors import monitors_of
from compile_lint.rules.registry import rule
from compile_lint.rules.remedies import change_metric, unsafe

_BAD = """
import keras
import numpy as np

rng = np.random.default_rng(44)
tags = rng.integers(0, 2, size=(120, 5))
x = rng.normal(size=(120, 5)) + 3 * tags

model = keras.Sequential([
    keras.Input((5,)),
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(5, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, tags, epochs=2, verbose=0)
"""

_GOOD = """
import keras
import numpy as np

rng = np.random.default_rng(44)
tags = rng.integers(0, 2, size=(120, 5))
x = rng.normal(size=(120, 5)) + 3 * tags

model = keras.Sequential([
    keras.Input((5,)),
    keras.layers.Dense(16, activation="relu"),
    keras.layers.Dense(5, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["binary_accuracy"])
model.fit(x, tags, epochs=2, verbose=0)
"""

_ONE_LABEL_A_ROW = frozenset({MetricFamily.ACCURACY_BY_SHAPE, MetricFamily.CATEGORICAL_ACCURACY})


@rule(
    code="CL408",
    name="multi-label-accuracy",
    since="0.1.0",
    severity=Severity.WARNING,
    bad=_BAD,
    good=_GOOD,
)
def check(call: CompileCall) -> Iterator[Problem]:
    for head in heads_to_judge(call):
        for slot in head.metrics:
            match slot, head.output, head.labels:
                case Known(metric), Known(output), Known(labels) if (
                    metric.fact.family in _ONE_LABEL_A_ROW
                    and labels.encoding is Encoding.MULTI_HOT
                    and _tags_rows(head, output)
                ):
                    yield Problem(
                        at=metric.origin,
                        message=(
                            f"`{metric.spelled}` compares one label a row, "
                            f"but {labels_phrase(labels)} are multi-hot"
                        ),
                        because=(shows_labels(labels), shows_activation(output)),
                        head=head,
                        advice=_advice(output),
                        remedies=unsafe(_advice(output), _by_unit(call, output, metric)),
                    )


def _tags_rows(head: Head, output: Output) -> bool:
    """Whether each unit says by itself whether its label is on: sigmoid, or logits of a binary loss."""
    if output.units is not None and output.units < 2:
        return False
    match head.loss:
        case Known(loss) if output.is_linear:
            return loss.expects_logits and loss.fact.family is Family.BINARY_CROSSENTROPY
    return output.is_sigmoid


def _advice(output: Output) -> str:
    return "Use `BinaryAccuracy(threshold=0)`" if output.is_linear else 'Use "binary_accuracy"'


def _by_unit(call: CompileCall, output: Output, metric: Metric) -> Intent | None:
    """Accuracy of each unit; a name that a callback reads stays in the logs."""
    options: tuple[Setting, ...] | None = (("threshold", 0),) if output.is_linear else None
    if options is None and any(monitor.base == metric.spelled for monitor in monitors_of(call)):
        options = ()
    return change_metric(call, metric, "binary_accuracy", options)
