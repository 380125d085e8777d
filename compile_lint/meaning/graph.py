"""The whole graph behind a model's outputs, as far as it is known."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from compile_lint.knowledge.activations import accepted_by, close_activation_names
from compile_lint.knowledge.flavours import KERAS3, TF_KERAS
from compile_lint.knowledge.layers import LayerRole, find_layer
from compile_lint.meaning.arguments import positions
from compile_lint.meaning.worlds import World
from compile_lint.model import ActivationName, Why
from compile_lint.overlays.keras_training import OWN_LOSS
from compile_lint.values.values import (
    NONE,
    Const,
    DictValue,
    LibraryObject,
    ModelObject,
    Tensor,
    TupleValue,
    UnknownValue,
    Value,
    leaves,
)

MAX_TENSORS = 5_000  # that are looked through; what is behind more of them is unknown


def tensors_behind(outputs: Value, world: World | None = None) -> Iterator[Tensor | UnknownValue]:
    """Every tensor that outputs are made from; unknowns stand for what cannot be seen.

    Without a world, tensors of any world are met.
    """
    stack: list[Value] = [outputs]
    seen: dict[int, Tensor] = {}  # held, so that no other tensor gets the identity of one
    while stack and len(seen) < MAX_TENSORS:
        top = stack.pop()
        for value in leaves(top) if world is None else (world.settle(top),):
            if isinstance(value, TupleValue):
                stack.extend(value.items)
            elif isinstance(value, DictValue):
                stack.extend(entry for _, entry in value.entries)
            elif isinstance(value, UnknownValue):
                yield value
            elif isinstance(value, Tensor) and id(value) not in seen:
                seen[id(value)] = value
                yield value
                stack.append(value.inputs)
                if value.inner is not None:
                    stack.append(value.inner)
    if stack:
        yield UnknownValue(Why.TOO_DEEP, "a large graph")


def has_regularizers(outputs: Value) -> bool:
    """Whether some layer adds to the loss (a regulariser, code of its own), as far as can be seen."""
    for tensor in tensors_behind(outputs):
        if isinstance(tensor, UnknownValue):
            return True
        if isinstance(tensor.producer, str):
            continue
        for layer in leaves(tensor.producer):
            if not isinstance(layer, LibraryObject):
                if tensor.inner is None:
                    return True
                continue
            if layer.class_name == "ActivityRegularization" or not layer.name.startswith("keras."):
                return True
            for name, value in layer.arguments.keywords.items():
                if name.endswith("regularizer") and value != NONE:
                    return True
    return False


def may_add_losses(outputs: Value) -> bool:
    """Whether anything but compile may give the model a loss: code of the project, or out of view."""
    if has_regularizers(outputs):
        return True
    for tensor in tensors_behind(outputs):
        if isinstance(tensor, UnknownValue):
            return True
        if isinstance(tensor.producer, str):
            continue
        for layer in leaves(tensor.producer):
            if not isinstance(layer, LibraryObject | ModelObject) or OWN_LOSS in layer.cells:
                return True
            if isinstance(layer, LibraryObject) and not _is_plain_layer(layer):
                return True
    return False


def _is_plain_layer(layer: LibraryObject) -> bool:
    """Whether a layer is Keras's own and holds nothing of the project, as a wrapper or cell may.

    So are the ready-made models of Keras, none of which adds a loss.
    """
    fact = find_layer(layer.class_name)
    is_known = layer.name == "keras.Input" or layer.name.startswith("keras.applications.")
    if not is_known and (fact is None or fact.role is LayerRole.WRAPPER):
        return False
    return not layer.arguments.is_open_keyword and not layer.arguments.is_open_positional


def odd_activations(outputs: Value, world: World) -> tuple[ActivationName, ...]:
    """Activation strings of the graph that not every Keras takes, in this world.

    The world is asked only if there is such a string on some path.
    """
    if not any(True for _ in _odd_strings(outputs, None)):
        return ()
    found: dict[int, ActivationName] = {}
    for layer, value in _odd_strings(outputs, world):
        text, origin = value.value, value.origin or layer.origin
        assert isinstance(text, str)
        if origin is not None:
            close = close_activation_names(text)
            meant = close[0] if len(close) == 1 else None
            found.setdefault(id(origin.node), ActivationName(text, layer.class_name, origin, meant))
    return tuple(found.values())


def _odd_strings(outputs: Value, world: World | None) -> Iterator[tuple[LibraryObject, Const]]:
    for tensor in tensors_behind(outputs, world):
        if isinstance(tensor, UnknownValue) or isinstance(tensor.producer, str):
            continue
        for layer in leaves(tensor.producer) if world is None else (world.settle(tensor.producer),):
            if isinstance(layer, LibraryObject):
                yield from _odd_strings_of(layer, world)


def _odd_strings_of(layer: LibraryObject, world: World | None) -> Iterator[tuple[LibraryObject, Const]]:
    if not layer.name.startswith("keras.layers."):
        return
    for name, index in _telling_parameters(layer.class_name):
        value = layer.cells.get(name) or layer.arguments.get(name, index)
        if value is None:
            continue
        if name == "layer":
            for one in leaves(value):
                if isinstance(one, LibraryObject):
                    yield from _odd_strings_of(one, world)
            continue
        odd = [one for one in leaves(value) if _is_odd(one)]
        if world is not None and odd:
            odd = [one for one in (world.settle(value),) if _is_odd(one)]
        yield from ((layer, one) for one in odd if isinstance(one, Const))


@cache
def _telling_parameters(class_name: str) -> tuple[tuple[str, int], ...]:
    """Parameters of a layer that take an activation or, in a wrapper, another layer; with positions."""
    fact = find_layer(class_name)
    if fact is None:
        return ()
    is_wrapper = fact.role is LayerRole.WRAPPER
    table = positions(fact.keras3_parameters, fact.tf_keras_parameters)
    return tuple(
        (name, index)
        for name, index in table.items()
        if name == "activation" or name.endswith("_activation") or (is_wrapper and name == "layer")
    )


def _is_odd(value: Value) -> bool:
    if not isinstance(value, Const) or not isinstance(value.value, str):
        return False
    return accepted_by(value.value) != {KERAS3, TF_KERAS}
