"""Keras layers as objects: what is worked out when they are made."""

from __future__ import annotations

from dataclasses import replace

from compile_lint.knowledge.layers import find_layer
from compile_lint.model import Why
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.host import Host
from compile_lint.values.values import (
    NONE,
    Arguments,
    BoundFunction,
    FunctionValue,
    Instance,
    LibraryObject,
    Tensor,
    Value,
)

ARGUMENT = "@argument"
"""The producer of the tensor that an activation function of the project is tried on."""

AS_ITS_BASE = "[as its base]"  # the cell of a layer of the project with what its library base would be
# Methods that a layer of the project may have without another output than its base.
_APART_FROM_VALUES = frozenset(
    """
    __init__ __repr__ __str__ compute_metrics compute_output_shape from_config get_config predict_step
    test_step train_step
    """.split()
)


@handles("keras.layers.*", takes_choices=True)
def _layer(call: LibraryCall) -> Value:
    """A layer object, or the tensor that one of the lower-case merge functions makes."""
    name = call.called_as
    if name.rpartition(".")[2][:1].islower():
        inputs = call.host.frozen(next(iter(call.arguments), NONE))
        return Tensor(name, inputs, call.origin, call.arguments)
    return LibraryObject(name, _with_tried_functions(call), call.origin, call.flavour)


def _with_tried_functions(call: LibraryCall) -> Arguments:
    """The arguments, with project functions replaced by what they do to a tensor.

    ``activation=lambda x: tf.nn.softmax(x)`` and ``Lambda(lambda x: x / t)`` become symbolic tensors
    whose chain ends at ``ARGUMENT``.
    """
    return replace(
        call.arguments,
        positional=tuple(_tried(call, value) for value in call.arguments.positional),
        keywords={
            name: _tried(call, value) if name in ("activation", "function") else value
            for name, value in call.arguments.keywords.items()
        },
    )


def _tried(call: LibraryCall, value: Value) -> Value:
    def run(one: Value) -> Value:
        if not isinstance(one, FunctionValue | BoundFunction):
            return one
        argument = Tensor(ARGUMENT, NONE, call.origin)
        result = call.host.call(one, Arguments((argument,)), call.origin)
        return result if isinstance(result, Tensor) else one

    return call.host.each(value, run)


@handles("layer.@units", "layer.@filters")
def _size(call: LibraryCall) -> Value:
    """The size that a layer was made with: the first argument of all layers that have such an attribute."""
    layer, name = call.receiver, call.name.rpartition("@")[2]
    fact = find_layer(layer.class_name) if isinstance(layer, LibraryObject) else None
    given = None
    if isinstance(layer, LibraryObject) and fact is not None and fact.units_parameter == name:
        given = layer.arguments.get(name, 0)
    return given or call.unknown(Why.DYNAMIC, f"the {name} of a layer")


@handles("keras.layers.Layer.__init__", takes_choices=True)
def _layer_init(call: LibraryCall) -> Value:
    return NONE


@handles("layer.__init__", takes_choices=True)
def _own_layer_init(call: LibraryCall) -> Value:
    """A project class that derives from a layer with a meaning: remembered as what its base makes."""
    layer = call.receiver
    if isinstance(layer, Instance):
        base = next(name for name in layer.cls.library_bases() if name.startswith("keras.layers."))
        made = LibraryObject(base, _with_tried_functions(call), call.origin)
        call.host.write(layer, AS_ITS_BASE, made)
    return NONE


def producer_of(host: Host, layer: Value) -> Value:
    """The layer that makes the values: a subclass that changes nothing about them does as its base."""
    if not isinstance(layer, Instance) or layer.cls.has_unknown_base:
        return layer
    if not all(base.startswith(("keras.", "builtins.")) for base in layer.cls.library_bases()):
        return layer  # the others may have methods of any name
    base = host.read(layer, AS_ITS_BASE)
    fact = find_layer(base.class_name) if isinstance(base, LibraryObject) else None
    if fact is None:
        return layer
    parameters = {*dict(fact.keras3_parameters or ()), *dict(fact.tf_keras_parameters or ())}
    taken = {"call", "__call__", *parameters}
    for one in (layer, *layer.cls.mro()):
        for name, value in one.cells.items():
            if name in taken or (isinstance(value, FunctionValue) and name not in _APART_FROM_VALUES):
                return layer
    return base
