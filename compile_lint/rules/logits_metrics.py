"""What a metric takes logits for, and the options that make it read them as what they are."""

from __future__ import annotations

from typing import Final

from compile_lint.knowledge.metrics import MetricFamily
from compile_lint.model import CompileCall, Metric, Output
from compile_lint.model.intents import UseMetric
from compile_lint.rules.iou_metrics import READ_CLASS_IDS
from compile_lint.rules.remedies import change_metric

# Without a threshold these call the largest of several units positive.
ARGMAX_BY_DEFAULT: Final = frozenset({"f1_score", "fbeta_score"})


def what_it_expects(metric: Metric, output: Output) -> str | None:
    """Return what the metric takes the output for, ``None`` where logits suit it or that is not known."""
    fact = metric.resolves_to or metric.fact
    if fact.family is MetricFamily.ACCURACY_BY_SHAPE:
        return "probabilities on either side of 0.5" if output.units == 1 else None
    if fact.name in READ_CLASS_IDS:
        return "class ids" if _is_left_at(metric, "sparse_y_pred", True) else None
    if fact.family is MetricFamily.RANKING:
        reads_range = _is_left_at(metric, "from_logits", False) and "thresholds" not in metric.options
        return "probabilities from 0 to 1" if reads_range else None
    if fact.family is MetricFamily.CROSSENTROPY:
        return "probabilities" if _is_left_at(metric, "from_logits", False) else None
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
    return metric.fact.name not in ARGMAX_BY_DEFAULT or output.units == 1


def _is_left_at(metric: Metric, parameter: str, default: object) -> bool:
    """Whether an option is not given, or given as its default; unknown values are neither."""
    option = metric.options.get(parameter)
    return option is None or option.value == default


def metric_on_logits(call: CompileCall, metric: Metric) -> UseMetric | None:
    """The metric with the options for logits, ``None`` if it has none."""
    fact = metric.fact
    if fact.family in (MetricFamily.ACCURACY_BY_SHAPE, MetricFamily.BINARY_ACCURACY):
        return change_metric(call, metric, "binary_accuracy", (("threshold", 0),))
    name = fact.preferred_string or ""
    if fact.has_from_logits or fact.family is MetricFamily.RANKING:
        return change_metric(call, metric, name, (("from_logits", True),))
    if fact.threshold_parameter is not None and fact.name not in ARGMAX_BY_DEFAULT:
        return change_metric(call, metric, name, ((fact.threshold_parameter, 0),))
    return None
