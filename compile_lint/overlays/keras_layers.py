"""Keras layers as objects: what is worked out when they are made."""

from __future__ import annotations

from dataclasses import replace

from compile_lint.knowledge.layers import find_layer
from compile_lint.model import Why
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.values import (
    NONE,
    Arguments,
    BoundFunction,
    FunctionValue,
    LibraryObject,
    Tensor,
    Value,
)

ARGUMENT = "@argument"
"""The producer of the tensor that an activation function of the project is tried on."""


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
