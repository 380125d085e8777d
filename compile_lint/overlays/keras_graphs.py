"""Layers and tensors inside a model: its layers by place and name, and what each layer gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeGuard

from compile_lint.model import Why
from compile_lint.overlays.derivations import end_with, known_tail, listed, open_list
from compile_lint.overlays.keras_models import MADE, OUTPUTS
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.cells import ELEMENT
from compile_lint.values.events import ALL_LAYERS, NamedLayer
from compile_lint.values.host import Host
from compile_lint.values.kinds import is_model
from compile_lint.values.values import (
    NONE,
    Const,
    DictObject,
    LayerToken,
    LibraryObject,
    ListObject,
    ModelObject,
    Object,
    Tensor,
    TupleValue,
    UnknownValue,
    Value,
    leaves,
)

MAX_LAYERS = 512  # of one model that are looked through

_LAYERS = "[layers]"  # the cell of a model with the list of layers that was last taken from it
_COUNT = "[count]"  # the cell of that list with the number of layers it was made with
_TOP_OF_APPLICATIONS = "predictions"  # what keras.applications call their last layer
_INPUTS = frozenset({"keras.Input", "keras.layers.InputLayer"})


@handles("layer.@output")
def output_of(call: LibraryCall) -> Value:
    """The tensor that the layer was seen to make."""
    layer = call.receiver
    assert isinstance(layer, Object)
    made = call.host.read(layer, MADE)
    if isinstance(made, Tensor):
        return made
    return Tensor(layer, call.unknown(Why.DYNAMIC, "inputs of a layer"), call.origin)


@handles("layer.@input")
def input_of(call: LibraryCall) -> Value:
    layer = call.receiver
    assert isinstance(layer, Object)
    made = call.host.read(layer, MADE)
    known = isinstance(made, Tensor) and isinstance(made.inputs, Tensor)
    return made.inputs if known and isinstance(made, Tensor) else call.unknown(Why.DYNAMIC, "a layer's input")


@handles("model.@layers")
def layers(call: LibraryCall) -> Value:
    """The layers in order, of a graph that is no chain only the last.

    Old releases of Keras handed out the model's own list, from which scripts pop layers. Later ones hand
    out a copy. So after a pop it is not known which layers there are.
    """
    model = call.receiver
    assert isinstance(model, Object)
    before = call.host.read(model, _LAYERS)
    if isinstance(before, ListObject):
        items = call.host.items(before)
        if items is None or call.host.read(before, _COUNT) != Const(len(items)):
            return call.unknown(Why.DYNAMIC, "the layers of the model after a pop")
    made = _listed_layers(call, model)
    items = call.host.items(made)
    if items is not None:
        call.host.write(made, _COUNT, Const(len(items)))
        call.host.write(model, _LAYERS, made)
    return made


def _listed_layers(call: LibraryCall, model: Object) -> ListObject:
    host = call.host
    found: list[Value] = []
    tensor = host.read(model, OUTPUTS)
    items = host.items(tensor) if isinstance(tensor, ListObject | TupleValue) else None
    if items is not None and len(items) == 1:
        tensor = items[0]
    while isinstance(tensor, Tensor) and len(found) < MAX_LAYERS and _is_layer(tensor.producer):
        layer = tensor.producer
        is_input = isinstance(layer, LibraryObject) and layer.name in _INPUTS
        if not is_input or (isinstance(model, ModelObject) and model.kind == "functional"):
            assert isinstance(layer, Value)
            found.append(layer)
        tensor = NONE if is_input else tensor.inputs
    if tensor == NONE and found:
        return listed(call, tuple(reversed(found)))
    unknown = call.unknown(Why.DYNAMIC, "the layers of the model")
    made = open_list(call, None, content=unknown)
    host.write(made, ELEMENT, replace(unknown, token=LayerToken(model, made, ALL_LAYERS)))
    last = tuple(found[:1])
    if isinstance(tensor, Tensor) and _is_ready_made(tensor.producer) and not last:
        last = (_named_layer(call, model, Const(_TOP_OF_APPLICATIONS)),)
    end_with(host, made, unknown, last)
    return made


def _is_ready_made(producer: Value | str | None) -> TypeGuard[LibraryObject]:
    return isinstance(producer, LibraryObject) and producer.name.startswith("keras.applications.")


def _is_layer(producer: Value | str) -> bool:
    if isinstance(producer, LibraryObject):
        return producer.name in _INPUTS or producer.name.startswith("keras.layers.")
    return isinstance(producer, Object) and is_model(producer)


def forget_activations(token: LayerToken, host: Host) -> None:
    """Layers that are not in view get other activations, perhaps the last of the model among them."""
    known = [layer for layer in known_tail(host, token.home) if isinstance(layer, Object)]
    for layer in known:
        forget_activation(layer, host)
    if not known and (token.part == ALL_LAYERS or token.home is token.model):
        host.write(token.model, OUTPUTS, _set_later(host))


def forget_activation(layer: Object, host: Host) -> None:
    """A layer gets another activation, nobody knows which."""
    host.write(layer, "activation", _set_later(host))


def _set_later(host: Host) -> UnknownValue:
    return host.unknown(Why.DYNAMIC, "an activation that is set later")


def takes_part(layer: Value, outputs: Value, host: Host) -> bool:
    """Whether a layer takes part in making some tensors, in a model inside of theirs too."""
    stack, seen = [outputs], set[int]()
    while stack and len(seen) < MAX_LAYERS:
        for producer in _producers(host, stack.pop()):
            if producer is layer:
                return True
            if isinstance(producer, ModelObject) and id(producer) not in seen:
                seen.add(id(producer))
                stack.append(host.read(producer, OUTPUTS))
    return False


@handles("model.get_layer")
def get_layer(call: LibraryCall) -> Value:
    """The layer of that name, or at that place."""
    model, name, index = call.receiver, call.argument("name", 0), call.argument("index", 1)
    assert isinstance(model, Object)
    if index is not None and index != NONE:
        found = call.host.attribute(model, "layers", call.origin)
        return call.host.get_item(found, index, call.origin)
    if not isinstance(name, Const):
        return call.unknown()
    outputs = call.host.read(model, OUTPUTS)
    producers = set(_producers(call.host, outputs))
    matching = {producer for producer in producers if _name_of(producer) == name}
    matching = matching or {producer for producer in producers if _is_application(call.host, producer, name)}
    return matching.pop() if len(matching) == 1 else _named_layer(call, model, name)


def _named_layer(call: LibraryCall, model: Object, name: Const) -> UnknownValue:
    """A layer of the model of which no more is known than its name."""
    unknown = call.unknown(Why.DYNAMIC, f"layer {name.value!r}")
    return replace(unknown, token=LayerToken(model, model, NamedLayer(str(name.value))))


def _is_application(host: Host, producer: Value | str, name: Const) -> bool:
    """Whether a model is one of ``keras.applications`` that Keras calls by this name: "inception_v3"."""
    if not isinstance(producer, ModelObject) or producer.kind != "application" or producer.name is not None:
        return False
    top = host.read(producer, OUTPUTS)
    made = top.producer if isinstance(top, Tensor) else None
    return _is_ready_made(made) and made.class_name.lower() == str(name.value).replace("_", "")


@handles("model.@output_names")
def output_names(call: LibraryCall) -> Value:
    """The names of the outputs, in order: those given to their layers, else ones that Keras makes up."""
    host, model = call.host, call.receiver
    if not isinstance(model, ModelObject) or model.kind not in ("sequential", "functional"):
        return call.unknown(Why.DYNAMIC, "the names of a model's outputs")
    outputs = host.read(model, OUTPUTS)
    if isinstance(outputs, DictObject):
        named = host.mapping(outputs)
        return call.unknown() if named is None else listed(call, tuple(Const(name) for name in named))
    is_list = isinstance(outputs, ListObject | TupleValue)
    tensors = host.items(outputs) if is_list else (outputs,)
    if tensors is None:
        return call.unknown(Why.DYNAMIC, "the names of a model's outputs")
    return listed(call, tuple(_given_name(call, tensor) for tensor in tensors))


def _given_name(call: LibraryCall, tensor: Value) -> Value:
    layer = tensor.producer if isinstance(tensor, Tensor) else None
    given = _name_of(layer) if isinstance(layer, Object) and "name" not in layer.cells else None
    return given if isinstance(given, Const) else call.unknown(Why.DYNAMIC, "a name that Keras makes up")


def _name_of(layer: Value) -> Value | None:
    if isinstance(layer, LibraryObject):
        return layer.arguments.get("name")
    return layer.name if isinstance(layer, ModelObject) else None


def _producers(host: Host, outputs: Value) -> Iterator[Value]:
    """Everything that takes part in making some tensors; models count as one layer."""
    stack: list[Value] = [outputs]
    seen: dict[int, Value] = {}  # held, so that no other value gets the identity of one
    while stack and len(seen) < MAX_LAYERS:
        for value in leaves(stack.pop()):
            if id(value) in seen:
                continue
            seen[id(value)] = value
            if isinstance(value, Tensor):
                if isinstance(value.producer, Value):
                    yield from leaves(value.producer)
                stack.append(value.inputs)
            elif isinstance(value, DictObject):
                stack.extend((host.mapping(value) or {}).values())
            elif isinstance(value, ListObject | TupleValue):
                stack.extend(host.items(value) or ())
