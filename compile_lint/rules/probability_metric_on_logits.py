"""The metric reads the output as probabilities, but the output is logits.

Why: accuracy on one unit, precision, recall and the like call everything above .5 positive, but for
logits the border is 0. AUC spreads its thresholds over [0, 1], and a cross-entropy metric takes its
logarithms of numbers that are no probabilities. Nothing raises; the number is wrong.

Silent: a threshold of 0, or of a value that is not known; `from_logits=True` on the metric; accuracy of
several units, which goes by the largest; softmax and sigmoid heads; a loss that does not expect logits.

Fix: `BinaryAccuracy(threshold=0)`, `Precision(thresholds=0)`, `AUC(from_logits=True)`.

Evidence: keras 3.15.1 and tf_keras 2.21, the same model read both ways: accuracy .835 against .8625,
Precision .919 against .855, Recall .769 against .905, AUC .905 against .930, F1Score(threshold=0.5) .837
against .879, BinaryIoU .717 against .755, SensitivityAtSpecificity .905 against .991, categorical
cross-entropy 2.17 against .43.

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
from compile_lint.model import CompileCall, Known, Metric, Output
from compile_lint.rules.because import shows_activation, shows_from_logits
from compile_lint.rules.heads import heads_to_judge
from compile_lint.rules.registry import rule

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
# Without a threshold these call the largest of several units positive.
_ARGMAX_BY_DEFAULT = frozenset({"f1_score", "fbeta_score"})
# These read numbers as class ids, unless `sparse_y_pred=False` makes them take the argmax.
_READS_CLASS_IDS = frozenset({"io_u", "mean_io_u"})


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
                    expected = _what_it_expects(metric, output)
                    if expected is not None:
                        yield Problem(
                            at=metric.origin,
                            message=f"`{metric.spelled}` expects {expected}, but the output is logits",
                            because=(shows_activation(output), shows_from_logits(loss)),
                            head=head,
                            advice=_advice(metric),
                        )


def _what_it_expects(metric: Metric, output: Output) -> str | None:
    """Return what the metric takes the output for, ``None`` where logits suit it or that is not known."""
    fact = metric.resolves_to or metric.fact
    if fact.family is MetricFamily.ACCURACY_BY_SHAPE:
        return "probabilities on either side of 0.5" if output.units == 1 else None
    if fact.name in _READS_CLASS_IDS:
        return "class ids" if _is_left_at(metric, "sparse_y_pred", True) else None
    if fact.family is MetricFamily.RANKING:
        reads_range = _is_left_at(metric, "from_logits", False) and "thresholds" not in metric.options
        return "probabilities from 0 to 1" if reads_range else None
    if fact.family is MetricFamily.CROSSENTROPY:
        return "probabilities" if fact.has_from_logits and _is_left_at(metric, "from_logits", False) else None
    if fact.threshold_parameter is None:
        # The four that search a threshold between 0 and 1: SensitivityAtSpecificity and its kin.
        return "probabilities from 0 to 1" if fact.family is MetricFamily.THRESHOLDED else None
    ranks_units = not _is_left_at(metric, "top_k", None)
    if ranks_units or not _has_half_as_threshold(metric, fact.threshold_parameter, output):
        return None
    return "probabilities on either side of 0.5"


def _has_half_as_threshold(metric: Metric, parameter: str, output: Output) -> bool:
    option = metric.options.get(parameter)
    if option is not None and option.value is not None:
        return option.value == 0.5 or option.value in ([0.5], (0.5,))
    return metric.fact.name not in _ARGMAX_BY_DEFAULT or output.units == 1


def _is_left_at(metric: Metric, parameter: str, default: object) -> bool:
    """Whether an option is not given, or given as its default; unknown values are neither."""
    option = metric.options.get(parameter)
    return option is None or option.value == default


def _advice(metric: Metric) -> str:
    fact = metric.fact
    if fact.family in _ACCURACIES and not fact.is_declared:
        return "Use `BinaryAccuracy(threshold=0)`"
    if fact.has_from_logits:
        return f"Use `{fact.class_name or fact.name}` with `from_logits=True`"
    if fact.threshold_parameter is not None and fact.name not in _ARGMAX_BY_DEFAULT:
        return f"Use `{fact.class_name}({fact.threshold_parameter}=0)`"
    return "Give the output layer an activation and leave out `from_logits=True`"
