"""What the settings declare of a project's own losses, metrics and layers, as the model holds it."""

from __future__ import annotations

from dataclasses import replace

from compile_lint.knowledge.losses import Family, LossFact
from compile_lint.knowledge.metrics import MetricFact, metric_by_class, metric_by_function, metric_by_string
from compile_lint.meaning.arguments import options_of, settled_argument
from compile_lint.meaning.worlds import World
from compile_lint.model import Known, Loss, Metric, Option, Origin, Slot
from compile_lint.settings.declarations import Expects, KnownLayer, KnownLoss, KnownMetric, LabelForm
from compile_lint.values.declared import DeclaredObject
from compile_lint.values.values import Const

_FAMILIES = {
    LabelForm.CLASS_IDS: Family.SPARSE_CROSSENTROPY,
    LabelForm.ONE_HOT: Family.CATEGORICAL_CROSSENTROPY,
    LabelForm.MULTI_HOT: Family.BINARY_CROSSENTROPY,
    LabelForm.NUMBERS: Family.REGRESSION,
}


def declared_loss(value: DeclaredObject, origin: Origin) -> Slot[Loss] | None:
    """The loss that was declared; ``None`` if something else was."""
    known = value.declaration
    if not isinstance(known, KnownLoss):
        return None
    takes_logits = known.expects is Expects.LOGITS
    fact = LossFact(
        name=value.name,
        class_name=None,
        family=Family.OTHER if known.labels is None else _FAMILIES[known.labels],
        functions=frozenset(),
        has_from_logits=takes_logits,
        compares_elementwise=known.labels not in (None, LabelForm.CLASS_IDS),
        is_declared=True,
    )
    return Known(Loss(fact, value.name, origin, None if known.expects is None else takes_logits))


def declared_metric(value: DeclaredObject, world: World, origin: Origin) -> Slot[Metric] | None:
    """The metric that was declared; ``None`` if something else was.

    A function logs under its own name; under which name an object logs, its class decides.
    """
    known = value.declaration
    fact = metric_like(known.like) if isinstance(known, KnownMetric) else None
    if fact is None:
        return None
    options = options_of(value.arguments, {}, world, origin)
    options.setdefault("name", Option(... if value.is_made else value.name, origin))
    return Known(Metric(fact, value.name, origin, fact, options))


def metric_like(name: str) -> MetricFact | None:
    """The metric of Keras of this name, without what its constructor takes; ``None`` if there is none."""
    fact = metric_by_class(name) or metric_by_function(name) or metric_by_string(name)
    if fact is None:
        return None
    return replace(
        fact,
        class_name=None,
        same_as_loss=None,
        threshold_parameter=None,
        has_from_logits=False,
        is_declared=True,
    )


def declared_units(
    value: DeclaredObject, known: KnownLayer, world: World
) -> tuple[int | None, Origin | None]:
    """The size of the last axis of a declared layer's output, where its arguments tell."""
    if known.units is None:
        return None, None
    given = settled_argument(value.arguments, known.units, {}, world)
    if isinstance(given, Const) and isinstance(given.value, int):
        return given.value, given.origin
    return None, None
