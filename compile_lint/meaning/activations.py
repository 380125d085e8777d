"""What an activation makes of values: those of layers, of ``activation=`` arguments and of functions."""

from __future__ import annotations

from collections.abc import Mapping

from compile_lint.knowledge.activations import LINEAR, Activation, find_activation
from compile_lint.knowledge.layers import LayerFact, LayerRole, find_layer
from compile_lint.meaning.arguments import layer_argument, settled_argument
from compile_lint.meaning.unfollowed import unresolved
from compile_lint.meaning.worlds import World
from compile_lint.model import Custom, Origin, Role, Stage, Unknown, Why
from compile_lint.values.kinds import PICKED
from compile_lint.values.values import (
    NONE,
    Arguments,
    BoundFunction,
    Const,
    FunctionValue,
    Instance,
    LibraryName,
    LibraryObject,
    SliceValue,
    Tensor,
    TupleValue,
    Value,
)

# Functions of these modules act on tensors as the activation of their name does.
TENSOR_MODULES = frozenset(
    {
        "tensorflow",
        "tensorflow.nn",
        "tensorflow.math",
        "keras.ops",
        "keras.ops.nn",
        "keras.activations",
        "keras.backend",
        "tensorflow.compat.v1.nn",
        "jax.nn",
        "torch.nn.functional",
    }
)
_UNCHANGING = frozenset({"identity", "stop_gradient"})
# What makes another function of a ReLU: the places of the options of the layer, and of the function.
_OPTIONS_OF_RELU = {"max_value": 0, "negative_slope": 1, "threshold": 2}
_OPTIONS_OF_RELU_FUNCTION = {"negative_slope": 1, "max_value": 2, "threshold": 3}


def activation_stage(
    activation: Activation,
    layer: str,
    origin: Origin,
    at: Origin | None,
    owner: object,
    axis: int | None = -1,
) -> Stage:
    """The step of an output that applies an activation; ``at`` is where that is named."""
    return Stage(Role.ACTIVATION, layer, origin, activation, at, axis, owner)


def activation_stages(
    given: Value | None, default: str, layer: str, origin: Origin, world: World, owner: object
) -> list[Stage] | Unknown | Custom:
    """The stages that an ``activation=`` argument adds, from the output inwards; by default if not given."""
    if given is None:
        return [activation_stage(find_activation(default) or LINEAR, layer, origin, None, owner)]
    return _given_stages(given, layer, origin, world, owner)


def _given_stages(
    value: Value, layer: str, origin: Origin, world: World, owner: object
) -> list[Stage] | Unknown | Custom:
    if value == NONE:
        return [activation_stage(LINEAR, layer, origin, value.origin, owner)]
    if isinstance(value, Const) and isinstance(value.value, str):
        found = find_activation(value.value)
        if found is None:
            return Unknown(Why.UNKNOWN_NAME, f"activation {value.value!r}", value.origin)
        return [activation_stage(found, layer, origin, value.origin, owner)]
    if isinstance(value, LibraryName):
        found = _named_function(value.name)
        if found is None:
            return Unknown(Why.NOT_SUPPORTED_YET, value.name, value.origin)
        return [activation_stage(found, layer, origin, value.origin, owner)]
    if isinstance(value, LibraryObject):
        fact = find_layer(value.class_name)
        if fact is not None and fact.activation_function is not None:
            found = find_activation(fact.activation_function)
            if found is not None and not _is_altered(found, value.arguments, _OPTIONS_OF_RELU, world):
                axis = _softmax_axis(fact, value, world)
                return [activation_stage(found, layer, origin, value.origin, owner, axis)]
        elif fact is not None and fact.role is LayerRole.ACTIVATION:  # Activation("softmax")
            inner = layer_argument(fact, value, "activation", world)
            if inner is not None and not isinstance(inner, LibraryObject):
                return _given_stages(inner, layer, origin, world, owner)
        return Unknown(Why.NOT_SUPPORTED_YET, value.name, value.origin)
    if isinstance(value, Tensor):
        return _tried_stages(value, layer, origin, world, owner)
    if isinstance(value, FunctionValue | BoundFunction | Instance):
        return Custom(getattr(value, "name", "a project function"), value.origin)
    return unresolved(value, "an activation", value.origin)


def _tried_stages(
    result: Tensor, layer: str, origin: Origin, world: World, owner: object
) -> list[Stage] | Unknown | Custom:
    """The stages of a project function that was tried on a tensor."""
    stages: list[Stage] = []
    tensor: Value = result
    while isinstance(tensor, Tensor):
        if tensor.producer == "@argument":
            return stages or [activation_stage(LINEAR, layer, origin, result.origin, owner)]
        stage = function_stage(tensor, layer, origin, tensor.origin, owner, world)
        if picks_whole_rows(tensor):
            stage = Stage(Role.PASSTHROUGH, "[]", origin)
        if stage is None:
            break
        stages.append(stage)
        tensor = world.settle(tensor.inputs)
    return Custom("a project function", result.origin)


def picks_whole_rows(tensor: Tensor) -> bool:
    """Whether it is part of another tensor with all of the last axis, as in ``x[:, 2:-2, :]``."""
    index = next(iter(tensor.arguments), None) if tensor.producer == PICKED else None
    last = index.items[-1] if isinstance(index, TupleValue) and index.items else None
    return last == SliceValue(NONE, NONE, NONE)


def layer_stages(
    fact: LayerFact, layer: LibraryObject, origin: Origin, world: World
) -> list[Stage] | Unknown | Custom:
    """The stages of a layer that is an activation, such as ``ReLU()`` or ``Activation("relu")``."""
    if fact.activation_function is None:
        given = layer_argument(fact, layer, "activation", world)
        if given is None:
            return Unknown(Why.NOT_WRITTEN, "activation", origin)
        return _given_stages(given, fact.name, origin, world, layer)
    found = find_activation(fact.activation_function)
    if found is None or _is_altered(found, layer.arguments, _OPTIONS_OF_RELU, world):
        return Unknown(Why.NOT_SUPPORTED_YET, fact.name, origin)
    return [activation_stage(found, fact.name, origin, None, layer, _softmax_axis(fact, layer, world))]


def function_stage(
    tensor: Tensor, layer: str, origin: Origin, at: Origin | None, owner: object, world: World
) -> Stage | None:
    """The stage of a function that was called on a tensor; None if it is no activation as it stands."""
    found = _named_function(tensor.producer) if isinstance(tensor.producer, str) else None
    if found is None or _is_altered(found, tensor.arguments, _OPTIONS_OF_RELU_FUNCTION, world):
        return None
    axis = _function_axis(tensor.arguments, world) if found.name == "softmax" else -1
    return activation_stage(found, layer, origin, at, owner, axis)


def _named_function(dotted: str) -> Activation | None:
    module, _, name = dotted.rpartition(".")
    if module not in TENSOR_MODULES:
        return None
    return LINEAR if name in _UNCHANGING else find_activation(name)


def _is_altered(activation: Activation, arguments: Arguments, table: Mapping[str, int], world: World) -> bool:
    """Whether a ReLU may be given a bound, a slope or a threshold: its range is then another one."""
    if activation.name != "relu":
        return False
    given = [settled_argument(arguments, name, table, world) for name in table]
    given.append(settled_argument(arguments, "alpha", {}, world))  # as tf_keras calls the slope
    is_left = [one is None or (isinstance(one, Const) and not one.value) for one in given]
    return arguments.is_open_keyword or arguments.is_open_positional or not all(is_left)


def _softmax_axis(fact: LayerFact, layer: LibraryObject, world: World) -> int | None:
    if fact.activation_function != "softmax":
        return -1
    value = layer_argument(fact, layer, "axis", world)
    if value is None:
        return -1
    return value.value if isinstance(value, Const) and isinstance(value.value, int) else None


def _function_axis(arguments: Arguments, world: World) -> int | None:
    value = settled_argument(arguments, "axis", {"axis": 1}, world)
    if value is None or value == NONE:
        return -1
    return value.value if isinstance(value, Const) and isinstance(value.value, int) else None
