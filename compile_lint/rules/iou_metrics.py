"""Metrics that read numbers as class ids, and what to use where the output is scores instead."""

from __future__ import annotations

from typing import Final

from compile_lint.model import Encoding, Head, Known, Metric, Output

# These read numbers as class ids, unless `sparse_y_pred=False` makes them take the argmax.
READ_CLASS_IDS: Final = frozenset({"io_u", "mean_io_u"})


def metric_of_scores(metric: Metric, head: Head, output: Output) -> str:
    """Advise what compares the labels with probabilities or logits."""
    if metric.fact.is_declared:
        return "Give the metric class ids"
    if output.is_sigmoid:
        return "Use `BinaryIoU`"
    if output.units == 1:
        return "Use `BinaryIoU(threshold=0)`"
    if isinstance(head.labels, Known) and head.labels.value.encoding is Encoding.ONE_HOT:
        return f"Use `OneHot{metric.fact.class_name}`"
    return f"Use `{metric.fact.class_name}` with `sparse_y_pred=False`"
