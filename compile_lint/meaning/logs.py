"""The names of the numbers that training logs: of the loss, and of each metric as each Keras calls it.

Keras 3 keeps a string metric as written; tf_keras calls it like the class that the string names. Objects
log their own name, functions theirs, and a model of several outputs puts the output's name in front.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from compile_lint.knowledge.flavours import KERAS3, TF_KERAS
from compile_lint.meaning.graph import tensors_behind
from compile_lint.meaning.worlds import World
from compile_lint.model import Absent, Custom, Head, Known, LogName, Logs, Metric, Slot
from compile_lint.overlays.keras_training import OWN_METRIC
from compile_lint.sources import SourceUnit
from compile_lint.syntax.names import uses_attribute
from compile_lint.values.values import (
    ClassValue,
    DictValue,
    Instance,
    ModelObject,
    Object,
    Tensor,
    TupleValue,
    Value,
    leaves,
)

_ADD_METRIC = "add_metric"
_LOSS = LogName("loss", "min")
# Written by ReduceLROnPlateau and LearningRateScheduler: the first by Keras 3, the second by tf_keras.
_RATES = (LogName("learning_rate"), LogName("lr"))


def logs_of(heads: Sequence[Head]) -> Logs:
    """What a Keras model with these heads logs."""
    slots = [slot for head in heads for slot in head.metrics]
    is_complete = bool(heads) and all(_is_named(slot) for slot in slots)
    if len(heads) > 1 and any(head.name is None for head in heads):
        is_complete = False
    return Logs(_all(heads, KERAS3), _all(heads, TF_KERAS), is_complete)


def logs_are_plain(model: Value, outputs: Value, world: World) -> bool:
    """Whether a model has just the outputs that are in view, and neither it nor a layer adds metrics."""
    if not isinstance(model, ModelObject | Instance) or OWN_METRIC in model.cells:
        return False
    outputs = world.settle(outputs)
    tensors: tuple[Value, ...] = (outputs,)
    if isinstance(outputs, TupleValue):
        if outputs.is_open:
            return False
        tensors = outputs.items
    elif isinstance(outputs, DictValue):
        tensors = tuple(value for _, value in outputs.entries)
    if not all(_is_one_output(world.settle(tensor)) for tensor in tensors):
        return False
    owners = [model, *_layers_behind(outputs)]
    return not any(_adds_metrics(owner) for owner in owners)


def _is_one_output(tensor: Value) -> bool:
    """Whether a tensor is surely one: a layer of the project may give several at once."""
    return isinstance(tensor, Tensor) and not any(
        isinstance(producer, Instance) for producer in _producers(tensor)
    )


def _producers(tensor: Tensor) -> Iterator[Value]:
    if isinstance(tensor.producer, Value):
        yield from leaves(tensor.producer)


def _layers_behind(outputs: Value) -> Iterator[Value]:
    for tensor in tensors_behind(outputs):
        if isinstance(tensor, Tensor):
            yield from _producers(tensor)


def _adds_metrics(owner: Value) -> bool:
    """``add_metric`` of Keras 2: called on the object, or somewhere in the code of its class."""
    if isinstance(owner, Object) and OWN_METRIC in owner.cells:
        return True
    if not isinstance(owner, Instance):
        return False
    return any(_calls_add_metric(cls) for cls in owner.cls.mro())


def _calls_add_metric(cls: ClassValue) -> bool:
    is_mentioned = not isinstance(cls.unit, SourceUnit) or _ADD_METRIC in cls.unit.text  # hardly ever
    return is_mentioned and uses_attribute(cls.node, _ADD_METRIC)


def _is_named(slot: Slot[Metric]) -> bool:
    """Whether it is known under which name a metric logs, if it logs at all."""
    match slot:
        case Absent():
            return True
        case Known(metric):
            return any(_texts(metric, flavour) for flavour in (KERAS3, TF_KERAS))
        case Custom(is_function=is_function, log_name=log_name, logs_one_number=logs_one_number):
            return is_function or (logs_one_number and log_name is not None)
    return False


def _all(heads: Sequence[Head], flavour: str) -> tuple[LogName, ...]:
    found = [_LOSS, *_RATES]
    for head in heads:
        if len(heads) == 1:
            found.extend(_of_head(head, flavour))
        elif head.name is not None:
            found.append(LogName(f"{head.name}_loss", "min", is_guessed=False))
            # The prefix keeps Keras 3 from finding the metric that it would ask for the direction.
            found.extend(
                replace(name, text=f"{head.name}_{name.text}", is_guessed=False)
                for name in _of_head(head, flavour)
            )
    often = Counter(name.text for name in found)
    return tuple(replace(name, is_numbered=True) if often[name.text] > 1 else name for name in found)


def _of_head(head: Head, flavour: str) -> Iterator[LogName]:
    for slot in head.metrics:
        match slot:
            case Known(metric):
                for text in _texts(metric, flavour):
                    yield _known(metric, text)
            case Custom(name, origin, is_function=True):
                for text in ("lambda", "<lambda>") if name in ("", "<lambda>", "lambda") else (name,):
                    for logged in _as_weighted(text, slot):
                        yield LogName(logged, None, origin, is_guessed=False)
            case Custom(origin=origin, log_name=str(name), has_direction=has_direction):
                for logged in _as_weighted(name, slot):
                    yield LogName(logged, None, origin, is_guessed=has_direction)


def _known(metric: Metric, text: str) -> LogName:
    fact = metric.fact
    is_numbered = fact.is_numbered and not metric.is_string and "name" not in metric.options
    return LogName(
        text,
        fact.best_mode,
        metric.origin,
        is_numbered,
        is_accuracy=fact.is_accuracy and not metric.is_weighted,
        is_guessed=fact.is_guessed_by_keras3,
    )


def _texts(metric: Metric, flavour: str) -> tuple[str, ...]:
    """The names under which one metric may log: none where its name is not known."""
    text = _text(metric, flavour)
    return () if text is None else _as_weighted(text, metric)


def _as_weighted(text: str, metric: Metric | Custom) -> tuple[str, ...]:
    """A name, or the two of a weighted metric: one in ``metrics=`` as well is told apart by a prefix."""
    return (text, f"weighted_{text}") if metric.is_weighted else (text,)


def _text(metric: Metric, flavour: str) -> str | None:
    fact = metric.fact
    if fact.is_declared:
        named = metric.options["name"].value
        return named if isinstance(named, str) else None
    if metric.is_string:
        is_class = metric.spelled == fact.class_name
        return fact.log_name(flavour) if is_class and flavour == TF_KERAS else metric.spelled
    if metric.spelled != fact.class_name:  # a function
        return fact.same_as_loss or fact.name
    given = metric.options.get("name")
    if given is not None and given.value is not None:
        return given.value if isinstance(given.value, str) else None
    return fact.log_name(flavour) or fact.name
