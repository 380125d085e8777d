"""The metrics of a head, and what ``accuracy`` becomes there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from compile_lint.knowledge.metrics import (
    MetricFact,
    MetricFamily,
    close_metric_names,
    metric_by_class,
    metric_by_function,
    metric_by_string,
)
from compile_lint.meaning.arguments import options_of, positions
from compile_lint.meaning.declared import declared_metric
from compile_lint.meaning.unfollowed import unresolved
from compile_lint.meaning.worlds import World
from compile_lint.model import (
    Custom,
    Encoding,
    Known,
    Labels,
    Metric,
    Option,
    Origin,
    Output,
    Slot,
    Unidentified,
    Unknown,
    Why,
)
from compile_lint.overlays.keras_own_metrics import logs_one_number
from compile_lint.values.declared import DeclaredObject
from compile_lint.values.unfollowed import why_unfollowed
from compile_lint.values.values import (
    NONE,
    Arguments,
    BoundFunction,
    Const,
    FunctionValue,
    Instance,
    LibraryName,
    LibraryObject,
    Value,
)


def resolve_metric(
    value: Value,
    world: World,
    call: Origin,
    output: Slot[Output],
    labels: Slot[Labels],
    *,
    is_open: bool = False,
) -> Slot[Metric]:
    """One metric in one world. ``is_open``: names may have been registered."""
    value = world.settle(value)
    origin = value.origin or call
    if isinstance(value, Const) and isinstance(value.value, str):
        fact = metric_by_string(value.value)
        if fact is None:
            if is_open:
                return Custom(value.value, origin)
            close = close_metric_names(value.value)
            return Unidentified(value.value, origin, suggestion=close[0] if len(close) == 1 else None)
        resolved = _resolved(fact, output, labels)
        return Known(Metric(fact, value.value, origin, resolved, is_string=True))
    if isinstance(value, DeclaredObject):
        declared = declared_metric(value, world, origin)
        return declared or Custom(value.name, origin, is_function=not value.is_made)
    if isinstance(value, LibraryObject):
        fact = metric_by_class(value.class_name) if value.name.startswith("keras.metrics.") else None
        if fact is None:
            return Unknown(why_unfollowed(value.name), value.name, origin)
        table = positions(fact.keras3_parameters, fact.tf_keras_parameters)
        options = options_of(value.arguments, table, world, origin)
        options.update(_options_that_may_be(value.arguments, table, origin, options))
        return Known(Metric(fact, value.class_name, origin, fact, options))
    if isinstance(value, LibraryName):
        name = value.name.rpartition(".")[2]
        if value.name.startswith(("keras.metrics.", "keras.losses.")):
            fact = metric_by_function(name) or metric_by_class(name)
            if fact is not None:
                is_class = metric_by_function(name) is None
                return Known(Metric(fact, name, origin, fact, is_class=is_class))
        return Unknown(Why.OTHER_FILE, value.name, origin)
    if isinstance(value, FunctionValue):
        return Custom(value.name, origin, is_function="__name__" not in value.cells)
    if isinstance(value, Instance):
        return _own_metric(value, origin, world)
    if isinstance(value, BoundFunction):
        return Custom(getattr(value.function, "name", "a project function"), origin)
    return unresolved(value, "a metric", origin)


def weighted(slot: Slot[Metric]) -> Slot[Metric]:
    """The same metric in ``weighted_metrics=``."""
    match slot:
        case Known(metric):
            return Known(replace(metric, is_weighted=True))
        case Custom():
            return replace(slot, is_weighted=True)
    return slot


def _options_that_may_be(
    arguments: Arguments, table: Mapping[str, int], origin: Origin, given: Mapping[str, Option]
) -> dict[str, Option]:
    """Those that may be among arguments which are not all in view; what they are is not known."""
    return {name: Option(..., origin) for name in table if name not in given and arguments.may_hold(name)}


def _own_metric(value: Instance, origin: Origin, world: World) -> Custom:
    """A metric of the project's own class, which logs under the name that it hands to its base class."""
    name = world.settle(value.cells.get("name", NONE))
    log_name = name.value if isinstance(name, Const) and isinstance(name.value, str) else None
    facts = [metric_by_class(base.rpartition(".")[2]) for base in value.cls.library_bases()]
    has_direction = "_direction" in value.cells or any(fact and fact.is_guessed_by_keras3 for fact in facts)
    return Custom(
        value.cls.name,
        origin,
        log_name=log_name,
        logs_one_number=logs_one_number(value),
        has_direction=has_direction,
    )


def _resolved(fact: MetricFact, output: Slot[Output], labels: Slot[Labels]) -> MetricFact | None:
    """What a metric string means for these shapes.

    Keras chooses ``accuracy`` by shape alone: one unit means BinaryAccuracy, labels of lower rank or
    with one column SparseCategoricalAccuracy, anything else CategoricalAccuracy (keras 3.15
    ``trainers/compile_utils.py``, tf_keras 2.21 ``engine/compile_utils.py``).
    """
    if fact.family is not MetricFamily.ACCURACY_BY_SHAPE:
        return fact
    units = output.value.units if isinstance(output, Known) else None
    if units == 1:
        return metric_by_class("BinaryAccuracy")
    if units is None or not isinstance(labels, Known):
        return None
    match labels.value.encoding:
        case Encoding.ONE_HOT | Encoding.MULTI_HOT:
            return metric_by_class("CategoricalAccuracy")
        case Encoding.INTEGER:
            return metric_by_class("SparseCategoricalAccuracy")
        case Encoding.BINARY if labels.value.columns in (0, 1):
            return metric_by_class("SparseCategoricalAccuracy")
    return None
