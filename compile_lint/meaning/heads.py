"""The heads of a compile call: each output with the loss, labels and metrics that belong to it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from compile_lint.knowledge.losses import Family
from compile_lint.meaning.arguments import settled_argument
from compile_lint.meaning.labels import Targets, entry_of
from compile_lint.meaning.losses import resolve_loss
from compile_lint.meaning.metrics import resolve_metric, weighted
from compile_lint.meaning.outputs import resolve_output
from compile_lint.meaning.worlds import World
from compile_lint.model import Custom, Head, Known, Loss, Metric, OutputName, Slot, Unknown, Why
from compile_lint.overlays.keras_models import OUTPUTS
from compile_lint.values.events import CompileEvent
from compile_lint.values.values import (
    NONE,
    Choice,
    Const,
    DictValue,
    Instance,
    LibraryObject,
    ModelObject,
    Object,
    Tensor,
    TupleValue,
    UnknownValue,
    Value,
)

Named = tuple[str | None, Value]


def head_names(outputs: Value, world: World, model: Value) -> tuple[Named, ...]:
    """Each output of a model with its name, where the name can be known.

    What ``call`` of a subclassed model returns is not called like the layers that make it.
    """
    outputs = world.settle(outputs)
    if isinstance(outputs, DictValue):
        return tuple((str(key), value) for key, value in outputs.entries)
    if isinstance(model, Instance) and OUTPUTS not in model.cells:
        returned = outputs.items if isinstance(outputs, TupleValue) else (outputs,)
        return tuple((None, one) for one in returned)
    if isinstance(outputs, TupleValue):
        return tuple((_name_of(one, world), one) for one in outputs.items)
    return ((_name_of(outputs, world), outputs),)


def output_count(outputs: Value, heads: Sequence[Head], world: World) -> int | None:
    """How many outputs a model has; None where a layer of the project may give several at once."""
    outputs = world.settle(outputs)
    if isinstance(outputs, TupleValue) and outputs.is_open:
        return None
    tensors = outputs.items if isinstance(outputs, TupleValue) else (outputs,)
    if any(_may_be_several(tensor, world) for tensor in tensors):
        return None
    return len(heads) if all(isinstance(head.output, Known) for head in heads) else None


_GIVING_MORE = ("return_state", "return_attention_scores")  # options that make a layer give a tuple


def _may_be_several(tensor: Value, world: World) -> bool:
    tensor = world.settle(tensor)
    if not isinstance(tensor, Tensor) or isinstance(tensor.producer, str):
        return False
    producer = world.settle(tensor.producer)
    return isinstance(producer, LibraryObject) and any(
        name in producer.arguments.keywords for name in _GIVING_MORE
    )


def output_names(
    model: Value, outputs: Value, named: Sequence[Named], world: World
) -> tuple[OutputName, ...] | None:
    """What Keras calls the outputs of a model.

    The outputs of a subclassed model have names of another kind unless its ``call`` returns a dict.
    """
    outputs = world.settle(outputs)
    if isinstance(outputs, TupleValue) and outputs.is_open:
        return None
    is_built = isinstance(model, ModelObject) and model.kind in ("sequential", "functional")
    given = [name for name, _ in named if name is not None]
    if not (is_built or isinstance(outputs, DictValue)) or len(set(given)) < len(given):
        return None
    names = [_made_up_name(tensor, world) if name is None else OutputName(name) for name, tensor in named]
    known = tuple(name for name in names if name is not None)
    return known if len(known) == len(named) else None


def _made_up_name(tensor: Value, world: World) -> OutputName | None:
    """What Keras calls a layer of its own that was given no name: it counts them, from `dense` on."""
    tensor = world.settle(tensor)
    if not isinstance(tensor, Tensor) or isinstance(tensor.producer, str):
        return None
    layer = world.settle(tensor.producer)
    if not isinstance(layer, LibraryObject) or not layer.name.startswith("keras.layers."):
        return None
    if layer.arguments.may_hold("name") or not layer.cells.keys().isdisjoint({"name", "_name"}):
        return None
    return OutputName(_snake_case(layer.class_name), is_made_up=True)


def _snake_case(name: str) -> str:
    """As Keras writes the names of classes: ``Conv2DTranspose`` is ``conv2d_transpose``."""
    parted = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub("([a-z])([A-Z])", r"\1_\2", parted).lower()


def _name_of(tensor: Value, world: World) -> str | None:
    """A head is called like the layer that makes it, if that was given a name."""
    tensor = world.settle(tensor)
    if not isinstance(tensor, Tensor) or isinstance(tensor.producer, str):
        return None
    producer = world.settle(tensor.producer)
    name: Value | None = None
    if isinstance(producer, Object) and not producer.cells.keys().isdisjoint({"name", "_name"}):
        return None  # renamed after it was made
    if isinstance(producer, LibraryObject):
        name = settled_argument(producer.arguments, "name", {}, world)
    elif isinstance(producer, ModelObject) and isinstance(producer.name, Value):
        name = world.settle(producer.name)
    return name.value if isinstance(name, Const) and isinstance(name.value, str) else None


def resolve_heads(
    compiled: CompileEvent,
    targets: Targets,
    outputs: Sequence[Named],
    world: World,
    *,
    is_open: bool,
) -> tuple[Head, ...]:
    """The heads in order. ``is_open``: strings may mean names that the program registered."""
    assert compiled.origin is not None
    origin = compiled.origin
    arguments = compiled.arguments
    plain = arguments.get("metrics")
    third = arguments.positional[2] if len(arguments.positional) > 2 else None  # the same in every Keras 2
    heads: list[Head] = []
    for index, (name, tensor) in enumerate(outputs):
        output = resolve_output(tensor, world)
        slot = _loss_of_head(compiled, index, outputs, world, is_open=is_open)
        labels = targets.of_head(index, name, len(outputs), are_ids=_reads_ids(slot))
        metrics: list[Slot[Metric]] = []
        for given, is_weighted in ((plain, False), (arguments.get("weighted_metrics"), True), (third, False)):
            found = (
                resolve_metric(value, world, origin, output, labels, is_open=is_open)
                for value in _metric_values(given, index, outputs, world)
            )
            metrics.extend(map(weighted, found) if is_weighted else found)
        if plain is None and _may_hide(compiled, "metrics"):
            metrics.append(Unknown(Why.DYNAMIC, "arguments of compile", origin))
        heads.append(Head(name, output, slot, labels, tuple(metrics)))
    return tuple(heads)


def _reads_ids(loss: Slot[Loss]) -> bool:
    """Whether each number of the labels is a class id, however many axes they have."""
    return isinstance(loss, Known) and loss.value.fact.family is Family.SPARSE_CROSSENTROPY


def resolve_outputs_and_losses(
    compiled: CompileEvent, outputs: Value, world: World, *, is_open: bool
) -> None:
    """Ask the world everything that the outputs and the losses depend on, and nothing else."""
    named = head_names(outputs, world, compiled.model)
    for index, (_, tensor) in enumerate(named):
        resolve_output(tensor, world)
        _loss_of_head(compiled, index, named, world, is_open=is_open)


def _loss_of_head(
    compiled: CompileEvent, index: int, outputs: Sequence[Named], world: World, *, is_open: bool
) -> Slot[Loss]:
    assert compiled.origin is not None
    loss = compiled.arguments.get("loss", 1)
    if compiled.has_own_training and not (compiled.adds_losses and _is_a_loss(loss, world)):
        return Custom("the model's own training step", compiled.origin)
    if loss is None and _may_hide(compiled, "loss"):
        return Unknown(Why.DYNAMIC, "arguments of compile", compiled.origin)
    own = _per_head(loss, index, outputs, world)
    return resolve_loss(own, world, compiled.origin, is_open=is_open)


def _is_a_loss(value: Value | None, world: World) -> bool:
    """Whether compile is given a loss for sure: what ``add_loss`` adds is then on top of it."""
    return value is not None and not isinstance(value := world.settle(value), UnknownValue) and value != NONE


def _may_hide(compiled: CompileEvent, name: str) -> bool:
    return compiled.arguments.may_hold(name)


def _per_head(value: Value | None, index: int, outputs: Sequence[Named], world: World) -> Value | None:
    """The part of ``loss`` (one for all, a list in order, or a dict by name) that one head gets.

    A head whose name is not in a dict of names that all belong to other heads gets none.
    """
    names = [name for name, _ in outputs]
    heads, name = len(names), names[index]
    if value is None:
        return None
    value = world.settle(value)
    if isinstance(value, DictValue):
        entries = dict(value.entries)
        own = entry_of(entries, name, index, heads)
        if own is not None:
            return own
        if heads == 1 and name is None and len(entries) == 1:
            return next(iter(entries.values()))
        if None not in names and entries.keys() <= set(names):
            return NONE
        return UnknownValue(Why.DYNAMIC, "given by the name of an output", origin=value.origin)
    if isinstance(value, TupleValue):
        if heads == 1 and len(value.items) == 1:
            return value.items[0]
        if index < len(value.items) and len(value.items) == heads:
            return value.items[index]
        return UnknownValue(Why.DYNAMIC, "given in a list of another length", origin=value.origin)
    return value


def _metric_values(
    value: Value | None, index: int, outputs: Sequence[Named], world: World
) -> tuple[Value, ...]:
    """The metrics of one head, taken from a list, a list of lists or a dict."""
    if value is None:
        return ()
    value = world.settle(value)
    if value == NONE:
        return ()
    heads, name = len(outputs), outputs[index][0]
    if isinstance(value, DictValue):
        part = _per_head(value, index, outputs, world)
        if name is not None and name not in dict(value.entries) and heads > 1:
            return ()
        return _flat(part, world)
    if isinstance(value, TupleValue):
        if heads == 1:
            return _flat(value, world)
        items = tuple(world.settle(item) for item in value.items)
        if len(items) == heads and all(isinstance(item, TupleValue) or item == NONE for item in items):
            return _flat(items[index], world)
        # A flat list belongs to the outputs in order (Keras 3) or to each of them (tf_keras).
        return tuple(
            UnknownValue(Why.NOT_SUPPORTED_YET, "one list of metrics for several outputs", origin=item.origin)
            for item in items
        )
    return (value,)


def _flat(value: Value | None, world: World) -> tuple[Value, ...]:
    if value is None:
        return ()
    value = world.settle(value)
    if value == NONE:
        return ()
    if isinstance(value, TupleValue):
        known = tuple(one for item in value.items for one in _flat(item, world))
        return (*known, *_more_of_other_kinds(value))
    return (value,)


def _more_of_other_kinds(metrics: TupleValue) -> tuple[Value, ...]:
    """What may follow in a list of unknown length whose last item differs from world to world."""
    if not metrics.is_open or not isinstance(metrics.items[-1], Choice):
        return ()
    return (UnknownValue(Why.DYNAMIC, "more metrics chosen at run time", origin=metrics.origin),)
