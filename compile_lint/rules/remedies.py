"""How rules word the changes that mend a head: another activation, loss or metric."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from compile_lint.findings import Applicability, Remedy
from compile_lint.knowledge.losses import Family
from compile_lint.knowledge.metrics import MetricFamily
from compile_lint.model import CompileCall, Head, Known, Loss, Metric, Output, Role
from compile_lint.model.intents import Intent, Setting, UseActivation, UseLoss, UseMetric

_SPARSE_METRICS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "categorical_accuracy": "sparse_categorical_accuracy",
        "top_k_categorical_accuracy": "sparse_top_k_categorical_accuracy",
        "categorical_crossentropy": "sparse_categorical_crossentropy",
    }
)
_ONE_HOT_METRICS: Final[Mapping[str, str]] = MappingProxyType(
    {sparse: one_hot for one_hot, sparse in _SPARSE_METRICS.items()}
)
# Accuracies of one class a row.
CLASS_ACCURACIES: Final = frozenset(
    {
        MetricFamily.ACCURACY_BY_SHAPE,
        MetricFamily.CATEGORICAL_ACCURACY,
        MetricFamily.SPARSE_CATEGORICAL_ACCURACY,
    }
)


def safe(title: str, *intents: Intent | None) -> tuple[Remedy, ...]:
    """A change that cannot alter what a program means that ran rightly; nothing if one part is missing."""
    return _remedy(title, Applicability.SAFE, intents)


def unsafe(title: str, *intents: Intent | None) -> tuple[Remedy, ...]:
    """A change that is most likely meant; nothing if one part of it is missing."""
    return _remedy(title, Applicability.UNSAFE, intents)


def _remedy(
    title: str, applicability: Applicability, intents: tuple[Intent | None, ...]
) -> tuple[Remedy, ...]:
    parts = tuple(intent for intent in intents if intent is not None)
    return (Remedy(title, applicability, parts),) if parts and len(parts) == len(intents) else ()


def change_activation(output: Output, name: str | None) -> UseActivation | None:
    """Another activation in place of the last one; ``None`` leaves it out."""
    stages = [stage for stage in output.stages if stage.role is Role.ACTIVATION]
    changing = [stage for stage in stages if stage.activation and not stage.activation.is_identity]
    if not stages:
        return None
    stage = (changing or stages)[-1]
    return UseActivation(stage.origin, stage.activation_origin, name)


def change_loss(call: CompileCall, loss: Loss, name: str, from_logits: bool | None = None) -> UseLoss | None:
    """Another loss, or the same with another ``from_logits``; ``None`` for one of the project's own."""
    if loss.fact.is_declared:
        return None
    focal = name.replace("crossentropy", "focal_crossentropy")
    is_focal = loss.fact.is_focal and not name.startswith("sparse") and "focal" not in name
    return UseLoss(loss.origin, focal if is_focal else name, call.site, from_logits)


def change_metric(
    call: CompileCall, metric: Metric, name: str, options: tuple[Setting, ...] | None = None
) -> UseMetric | None:
    """Another metric, or the same with other options; ``None`` for one of the project's own."""
    if metric.fact.is_declared:
        return None
    return UseMetric(metric.origin, name, call.site, options)


def metrics_of(head: Head) -> list[Metric]:
    """The metrics of a head that are known."""
    return [slot.value for slot in head.metrics if isinstance(slot, Known)]


def sparse_name(metric: Metric) -> str | None:
    """The metric for class ids that a metric for one-hot labels corresponds to."""
    return _SPARSE_METRICS.get(metric.fact.name)


def one_hot_name(metric: Metric) -> str | None:
    """The metric for one-hot labels that a metric for class ids corresponds to."""
    return _ONE_HOT_METRICS.get(metric.fact.name)


def metrics_for_ids(call: CompileCall, head: Head) -> list[UseMetric | None]:
    """The metrics for one-hot labels made metrics for class ids."""
    named = [(metric, sparse_name(metric)) for metric in metrics_of(head)]
    return [change_metric(call, metric, name) for metric, name in named if name is not None]


def metrics_for_one_hot(call: CompileCall, head: Head) -> list[UseMetric | None]:
    """The metrics for class ids made metrics for one-hot labels."""
    named = [(metric, one_hot_name(metric)) for metric in metrics_of(head)]
    return [change_metric(call, metric, name) for metric, name in named if name is not None]


def metrics_for_units(call: CompileCall, head: Head, *, are_logits: bool) -> list[UseMetric | None]:
    """Accuracies of one class a row made accuracies of each unit."""
    options: tuple[Setting, ...] | None = (("threshold", 0),) if are_logits else None
    return [
        change_metric(call, metric, "binary_accuracy", options)
        for metric in metrics_of(head)
        if metric.fact.family in CLASS_ACCURACIES
    ]


def activation_for(loss: Loss) -> str | None:
    """The activation whose values a cross-entropy scores."""
    if loss.fact.family is Family.BINARY_CROSSENTROPY:
        return "sigmoid"
    exclusive = (Family.CATEGORICAL_CROSSENTROPY, Family.SPARSE_CROSSENTROPY, Family.KL_DIVERGENCE)
    return "softmax" if loss.fact.family in exclusive else None
