"""The metric reads the output as probabilities, but the output is logits.

Why: accuracy on one unit, precision, recall and the like call everything above .5 positive, but for
logits the border is 0. AUC spreads its thresholds over [0, 1], and a cross-entropy metric takes its
logarithms of numbers that are no probabilities. Nothing raises; the number is wrong.

Silent: a threshold of 0, or of a value that is not known; `from_logits=True` on the metric; accuracy of
several units, which goes by the largest; softmax and sigmoid heads; a loss that does not expect logits.

Fix: `BinaryAccuracy(threshold=0)`, `Precision(thresholds=0)`, `AUC(from_logits=True)`.

Safety: unsafe: the reported number changes. A string keeps its name in the logs.

Evidence: keras 3.15.1 and tf_keras 2.21, the same model read both ways: accuracy .835 against .8625,
Precision .919 against .855, Recall .769 against .905, AUC .905 against .930, F1Score(threshold=0.5) .837
against .879, BinaryIoU .717 against .755, SensitivityAtSpecificity .905 against .991, categorical
cross-entropy 2.17 against .43. Another model on keras 3.15.1: KLDivergence 6.95 against 1.37.

Keras: Keras 3 and tf_keras alike.

References:
https://keras.io/api/metrics/accuracy_metrics/
https://keras.io/api/metrics/classification_metrics/
`keras/src/metrics/accuracy_metrics.py` of keras 3.15.1
`keras/src/metrics/confusion_metrics.py` of keras 3.15.1
"""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.findings import Problem, Severity
from compile_lint.knowledge.metrics import MetricFamily
from compile_lint.model import CompileCall, Head, Known, Metric, Output
from compile_lint.rules.because import shows_activation, shows_from_logits
from compile_lint.rules.heads import heads_to_judge
from compile_lint.rules.iou_metrics import READ_CLASS_IDS, metric_of_scores
from compile_lint.rules.logits_metrics import ARGMAX_BY_DEFAULT, metric_on_logits, what_it_expects
from compile_lint.rules.registry import rule
from compile_lint.rules.remedies import unsafe

_BAD = """
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(15)
x = rng.normal(size=(120, 5)).astype("float32")
y = (x[:, 0] + x[:, 1] > 0).astype("float32")
bce = tf.keras.losses.BinaryCrossentropy(from_logits=True)

net = tf.keras.Sequential([
    tf.keras.layers.Input((5,)),
    tf.keras.layers.Dense(10, activation="relu"),
    tf.keras.layers.Dense(1),
])
net.compile(optimizer="adam", loss=bce, metrics=["accuracy"])
net.fit(x, y, epochs=2, verbose=0)
"""

_GOOD = """
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(15)
x = rng.normal(size=(120, 5)).astype("float32")
y = (x[:, 0] + x[:, 1] > 0).astype("float32")
bce = tf.keras.losses.BinaryCrossentropy(from_logits=True)

net = tf.keras.Sequential([
    tf.keras.layers.Input((5,)),
    tf.keras.layers.Dense(10, activation="relu"),
    tf.keras.layers.Dense(1),
])
net.compile(optimizer="adam", loss=bce, metrics=[tf.keras.metrics.BinaryAccuracy(threshold=0.0)])
net.fit(x, y, epochs=2, verbose=0)
"""

_ACCURACIES = (MetricFamily.ACCURACY_BY_SHAPE, MetricFamily.BINARY_ACCURACY)


@rule(
    code="CL402",
    name="probability-metric-on-logits",
    since="0.1.0",
    severity=Severity.WARNING,
    bad=_BAD,
    good=_GOOD,
)
def check(call: CompileCall) -> Iterator[Problem]:
    for head in heads_to_judge(call):
        for slot in head.metrics:
            match slot, head.output, head.loss:
                case Known(metric), Known(output), Known(loss) if loss.expects_logits and output.is_linear:
                    expected = what_it_expects(metric, output)
                    if expected is not None:
                        advice = _advice(metric, head, output)
                        yield Problem(
                            at=metric.origin,
                            message=f"`{metric.spelled}` expects {expected}, but the output is logits",
                            because=(shows_activation(output), shows_from_logits(loss)),
                            head=head,
                            advice=advice,
                            remedies=unsafe(advice, metric_on_logits(call, metric)),
                        )


def _advice(metric: Metric, head: Head, output: Output) -> str:
    fact = metric.fact
    if fact.name in READ_CLASS_IDS:
        return metric_of_scores(metric, head, output)
    if fact.family in _ACCURACIES and not fact.is_declared:
        return "Use `BinaryAccuracy(threshold=0)`"
    if fact.has_from_logits:
        return f"Use `{fact.class_name or fact.name}` with `from_logits=True`"
    if fact.threshold_parameter is not None and fact.name not in ARGMAX_BY_DEFAULT:
        return f"Use `{fact.class_name}({fact.threshold_parameter}=0)`"
    return "Give the output layer an activation and leave out `from_logits=True`"
