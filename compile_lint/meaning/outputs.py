"""The output of a head: a symbolic tensor followed back to the layer that makes its values."""

from __future__ import annotations

from dataclasses import replace

from compile_lint.knowledge.activations import LINEAR, Activation, find_activation
from compile_lint.knowledge.applications import find_application
from compile_lint.knowledge.layers import FOREIGN_WRAPPERS, LayerFact, LayerRole, find_layer
from compile_lint.meaning.activations import (
    TENSOR_MODULES,
    activation_stage,
    activation_stages,
    function_stage,
    layer_stages,
    picks_whole_rows,
)
from compile_lint.meaning.arguments import (
    layer_argument,
    positions,
    settled_argument,
    unsettled_argument,
    unsettled_layer_argument,
)
from compile_lint.meaning.declared import declared_units
from compile_lint.meaning.merging import merged_activation, merged_units
from compile_lint.meaning.worlds import World
from compile_lint.model import Custom, Known, Origin, Output, Role, Slot, Stage, Unknown, Why
from compile_lint.records import dataclass
from compile_lint.settings.declarations import UNCHANGED, KnownLayer
from compile_lint.values.declared import DeclaredObject
from compile_lint.values.kinds import PICKED
from compile_lint.values.values import (
    Const,
    FunctionValue,
    Instance,
    LibraryName,
    LibraryObject,
    ModelObject,
    Tensor,
    TupleValue,
    UnknownValue,
    Value,
)

MAX_STAGES = 64  # steps followed back from an output before giving up
MAX_MERGES = 8  # merges behind each other that are looked through; each may double the ways back

# Functions that leave the values as they are.
_KEEPING_THE_SHAPE = frozenset({"cast", "identity", "stop_gradient"})
_PASSING = _KEEPING_THE_SHAPE | {"reshape", "squeeze", "expand_dims", "transpose"}
# Functions that make one tensor of several, and the layer that does the same, if there is one.
_MERGING = {"concat": "Concatenate", "concatenate": "Concatenate", "average": "Average", "stack": "Stack"}


@dataclass(frozen=True, slots=True)
class _Walk:
    """What was met on the way back: stages from the output inwards, and the last axis if it is set."""

    stages: tuple[Stage, ...] = ()
    units: int | None = None
    has_units: bool = False  # a Reshape or the like has decided the last axis, known or not
    units_origin: Origin | None = None
    are_units_supposed: bool = False
    merges: int = 0  # on the way from the output to this part of it

    @property
    def last_activation(self) -> Stage | None:
        """The function that decides what the output's values are, unless it is still to come."""
        return next(
            (
                stage
                for stage in self.stages
                if stage.role is Role.ACTIVATION
                and stage.activation is not None
                and not stage.activation.is_identity
            ),
            None,
        )

    @property
    def of_part(self) -> _Walk:
        """The start of a walk of its own, for a part of what was met on this one."""
        return _Walk(merges=self.merges)

    def with_stage(self, stage: Stage) -> _Walk:
        return replace(self, stages=(*self.stages, stage))

    def with_units(self, units: int | None, origin: Origin | None, *, are_supposed: bool = False) -> _Walk:
        if self.has_units:
            return self
        return replace(
            self, units=units, has_units=True, units_origin=origin, are_units_supposed=are_supposed
        )


def resolve_output(tensor: Value, world: World) -> Slot[Output]:
    """What a model's output is, in one world."""
    return _follow(world.settle(tensor), world, _Walk())


def _follow(tensor: Value, world: World, walk: _Walk) -> Slot[Output]:
    """The output, as far back as it is known: what yields probabilities does so whatever it is given."""
    found = _followed(tensor, world, walk)
    if isinstance(found, Known):
        return found
    match walk.last_activation:
        case Stage(layer=layer, origin=origin, activation=Activation(is_probability=True)):
            return _finish(layer, origin, walk.with_stage(Stage(Role.WEIGHTS, layer, origin)))
    return found


def _followed(tensor: Value, world: World, walk: _Walk) -> Slot[Output]:
    tensor = world.settle(tensor)
    if isinstance(tensor, TupleValue) and len(tensor.items) == 1:
        tensor = world.settle(tensor.items[0])
    if len(walk.stages) > MAX_STAGES:
        return Unknown(Why.TOO_DEEP, "a long chain of layers")
    if not isinstance(tensor, Tensor):
        return _not_a_tensor(tensor)
    producer = tensor.producer
    if isinstance(producer, str):
        return _follow_function(producer, tensor, world, walk)
    producer = world.settle(producer)
    if isinstance(producer, DeclaredObject):
        return _declared_layer(producer, tensor, world, walk)
    if isinstance(producer, LibraryObject):
        return _follow_layer(producer, tensor, world, walk)
    if isinstance(producer, ModelObject) and tensor.inner is not None:
        return _follow(tensor.inner, world, walk)
    if isinstance(producer, Instance):
        if tensor.inner is not None:
            return _follow(tensor.inner, world, walk)
        return Custom(producer.cls.name, tensor.origin)
    if isinstance(producer, FunctionValue):
        return Custom(producer.name, tensor.origin)
    return _not_a_tensor(producer)


def _not_a_tensor(value: Value) -> Slot[Output]:
    if isinstance(value, UnknownValue):
        return Unknown(value.why, value.detail, value.origin)
    if isinstance(value, LibraryName):
        return Unknown(Why.OTHER_FILE, value.name, value.origin)
    if isinstance(value, LibraryObject):
        return Unknown(Why.NOT_SUPPORTED_YET, value.name, value.origin)
    return Unknown(Why.NOT_SUPPORTED_YET, "an output that is no layer's", value.origin)


# --- layers ----------------------------------------------------------------------------------------


def _follow_layer(layer: LibraryObject, tensor: Tensor, world: World, walk: _Walk) -> Slot[Output]:
    origin = layer.origin or tensor.origin
    assert origin is not None
    if layer.name.startswith("keras.applications."):
        return _application(layer, origin, world, walk)
    if layer.name == "keras.Input":
        alone = Unknown(Why.NOT_SUPPORTED_YET, "an output that is an input", origin)
        return Custom("Input", origin) if walk.merges else alone  # the project itself merges data into it
    if not layer.name.startswith("keras.layers."):
        is_wrapper = layer.name in FOREIGN_WRAPPERS
        found = _wrapped(layer, layer.class_name, tensor, world, walk) if is_wrapper else None
        return found or Unknown(Why.OTHER_FILE, layer.name, origin)
    fact = find_layer(layer.class_name)
    if fact is None:
        return Unknown(Why.NOT_SUPPORTED_YET, layer.class_name, origin)
    if fact.role is LayerRole.WEIGHTS:
        return _weights(fact, layer, origin, world, walk)
    if fact.role is LayerRole.ACTIVATION:
        return _activation_layer(fact, layer, tensor, origin, world, walk)
    if fact.role is LayerRole.DROPOUT:
        return _follow(tensor.inputs, world, walk.with_stage(Stage(Role.DROPOUT, fact.name, origin)))
    if fact.role is LayerRole.NORMALIZATION:
        return _follow(tensor.inputs, world, walk.with_stage(Stage(Role.NORMALIZATION, fact.name, origin)))
    if fact.role is LayerRole.PASSTHROUGH:
        walk = walk.with_stage(Stage(Role.PASSTHROUGH, fact.name, origin))
        if not fact.keeps_last_axis:
            walk = walk.with_units(*_reshaped(fact, layer, world))
        return _follow(tensor.inputs, world, walk)
    if fact.role is LayerRole.WRAPPER:
        return _wrapper(fact, layer, tensor, world, walk)
    if fact.role is LayerRole.POOLING:
        return _pooling(fact, tensor, origin, world, walk)
    if fact.role is LayerRole.MERGE:
        return _merge(fact.name, tensor, origin, world, walk)
    if fact.role is LayerRole.CUSTOM_CODE:
        return _custom_code(layer, tensor, origin, world, walk)
    return Unknown(Why.NOT_SUPPORTED_YET, fact.name, origin)


def _declared_layer(layer: DeclaredObject, tensor: Tensor, world: World, walk: _Walk) -> Slot[Output]:
    known = layer.declaration
    origin = layer.origin or tensor.origin
    assert origin is not None
    if not isinstance(known, KnownLayer):
        return Custom(layer.name, origin)
    if known.activation == UNCHANGED:
        return _follow(tensor.inputs, world, walk.with_stage(Stage(Role.PASSTHROUGH, layer.name, origin)))
    activation = find_activation(known.activation)
    assert activation is not None, "the settings take no others"
    walk = walk.with_units(*declared_units(layer, known, world))
    walk = walk.with_stage(activation_stage(activation, layer.name, origin, None, layer))
    return _finish(layer.name, origin, walk.with_stage(Stage(Role.WEIGHTS, layer.name, origin, owner=layer)))


def _with_units_of(fact: LayerFact, layer: LibraryObject, world: World, walk: _Walk) -> _Walk:
    given = (
        None if fact.units_parameter is None else unsettled_layer_argument(fact, layer, fact.units_parameter)
    )
    if given is None:
        return walk.with_units(None, None)
    value = world.settle(given)
    number = value.value if isinstance(value, Const) else None
    if not (isinstance(number, int) or (isinstance(number, float) and number.is_integer())):
        return walk.with_units(None, value.origin)
    return walk.with_units(int(number), value.origin, are_supposed=world.supposes(given))


def _weights(
    fact: LayerFact, layer: LibraryObject, origin: Origin, world: World, walk: _Walk
) -> Slot[Output]:
    walk = _with_units_of(fact, layer, world, walk)
    if fact.default_activation is not None:
        given = layer_argument(fact, layer, "activation", world)
        if given is None and layer.arguments.is_open_keyword:
            return Unknown(Why.DYNAMIC, "arguments of the layer", origin)
        stages = activation_stages(given, fact.default_activation, fact.name, origin, world, layer)
        if not isinstance(stages, list):
            return stages
        for stage in stages:
            walk = walk.with_stage(stage)
    walk = walk.with_stage(Stage(Role.WEIGHTS, fact.name, origin, owner=layer))
    return _finish(fact.name, origin, walk)


def _activation_layer(
    fact: LayerFact, layer: LibraryObject, tensor: Tensor, origin: Origin, world: World, walk: _Walk
) -> Slot[Output]:
    stages = layer_stages(fact, layer, origin, world)
    if not isinstance(stages, list):
        return stages
    for stage in stages:
        walk = walk.with_stage(stage)
    return _follow(tensor.inputs, world, walk)


def _reshaped(fact: LayerFact, layer: LibraryObject, world: World) -> tuple[int | None, Origin | None]:
    """The last axis behind a Reshape, Flatten or Permute, where the arguments tell."""
    if fact.name != "Reshape":
        return None, None
    shape = layer_argument(fact, layer, "target_shape", world)
    if isinstance(shape, TupleValue) and shape.items:
        last = world.settle(shape.items[-1])
        if isinstance(last, Const) and isinstance(last.value, int) and last.value > 0:
            return last.value, last.origin
    return None, None


def _wrapper(
    fact: LayerFact, layer: LibraryObject, tensor: Tensor, world: World, walk: _Walk
) -> Slot[Output]:
    wrapped = settled_argument(layer.arguments, "layer", {"layer": 0}, world)
    if fact.name in ("TimeDistributed", "SpectralNormalization"):
        found = _wrapped(layer, fact.name, tensor, world, walk)
        if found is not None:
            return found
    if fact.name == "Bidirectional" and isinstance(wrapped, LibraryObject):
        inner = _follow(replace(tensor, producer=wrapped), world, walk.of_part)
        if isinstance(inner, Known):
            return _both_ways(layer, inner.value, world, walk)
    if fact.name == "RNN" and _is_false(layer.arguments.get("return_state", 2), world):
        cell = settled_argument(layer.arguments, "cell", {"cell": 0}, world)
        if isinstance(cell, LibraryObject | Instance):
            return _follow(replace(tensor, producer=cell), world, walk)
    return Unknown(Why.NOT_SUPPORTED_YET, fact.name, layer.origin)


def _wrapped(
    layer: LibraryObject, name: str, tensor: Tensor, world: World, walk: _Walk
) -> Slot[Output] | None:
    """What the layer gives that another one wraps and hands on."""
    inner = settled_argument(layer.arguments, "layer", {"layer": 0}, world)
    if not isinstance(inner, LibraryObject | Instance):
        return None
    if layer.origin is not None:  # TimeDistributed puts the outputs of all steps together
        walk = walk.with_stage(Stage(Role.PASSTHROUGH, name, layer.origin))
    return _follow(replace(tensor, producer=inner), world, walk)


def _is_false(given: Value | None, world: World) -> bool:
    settled = None if given is None else world.settle(given)
    return settled is None or (isinstance(settled, Const) and not settled.value)


def _both_ways(layer: LibraryObject, inner: Output, world: World, walk: _Walk) -> Slot[Output]:
    """What Bidirectional makes of two outputs like this one. Sums and products have other ranges."""
    merge = settled_argument(layer.arguments, "merge_mode", {"merge_mode": 1}, world) or Const("concat")
    mode = merge.value if isinstance(merge, Const) else None
    has_activation = walk.last_activation is not None
    keeps = mode in ("concat", "ave") or (mode == "sum" and inner.is_linear)
    if mode not in ("concat", "ave", "sum", "mul") or not (keeps or has_activation):
        return Unknown(Why.NOT_SUPPORTED_YET, "Bidirectional", layer.origin)
    units = inner.units and inner.units * 2 if mode == "concat" else inner.units
    walk = walk.with_units(units, inner.units_origin, are_supposed=inner.are_units_supposed)
    for stage in reversed(inner.stages):
        walk = walk.with_stage(stage)
    return _finish(inner.layer, inner.origin, walk)


def _pooling(fact: LayerFact, tensor: Tensor, origin: Origin, world: World, walk: _Walk) -> Slot[Output]:
    """Pooled values are new values, but those of an average keep what the values mean."""
    inner = _follow(tensor.inputs, world, walk.of_part)
    if not isinstance(inner, Known):
        if walk.last_activation is not None:
            return _finish(fact.name, origin, walk.with_stage(Stage(Role.WEIGHTS, fact.name, origin)))
        return inner
    if walk.last_activation is None and inner.value.is_softmax and "Max" in fact.name:
        return Unknown(Why.NOT_SUPPORTED_YET, f"softmax followed by {fact.name}", origin)  # they sum to more
    pooled = inner.value
    walk = walk.with_units(pooled.units, pooled.units_origin, are_supposed=pooled.are_units_supposed)
    if walk.last_activation is None:
        for stage in reversed(inner.value.stages):
            walk = walk.with_stage(stage)
    else:
        walk = walk.with_stage(Stage(Role.WEIGHTS, fact.name, origin))
    return _finish(inner.value.layer, inner.value.origin, walk)


def _merge(name: str, tensor: Tensor, origin: Origin, world: World, walk: _Walk) -> Slot[Output]:
    """Several tensors made one: what it yields, or that the project itself puts known parts together."""
    inputs = world.settle(tensor.inputs)
    if not isinstance(inputs, TupleValue) or not inputs.items:
        return Unknown(Why.NOT_SUPPORTED_YET, name, origin)
    if walk.last_activation is not None:
        return _finish(name, origin, walk.with_stage(Stage(Role.WEIGHTS, name, origin)))
    if walk.merges == MAX_MERGES:
        return Unknown(Why.TOO_DEEP, "a long chain of layers")
    outputs: list[Known[Output] | Custom] = []
    for one in inputs.items:
        found = _follow(one, world, replace(walk.of_part, merges=walk.merges + 1))
        if not isinstance(found, Known | Custom):
            return found
        outputs.append(found)
    made_by = name.capitalize()
    activation = merged_activation(made_by, tensor, inputs, outputs, world)
    if activation is None:
        return Custom(name, origin)
    known = [one.value for one in outputs if isinstance(one, Known)]
    written = next(one.activation_origin for one in known if one.activation == activation)
    walk = walk.with_units(merged_units(made_by, tensor, inputs, outputs, world), origin)
    stage = activation_stage(activation, name, origin, written, tensor)
    return _finish(name, origin, walk.with_stage(stage).with_stage(Stage(Role.WEIGHTS, name, origin)))


def _custom_code(
    layer: LibraryObject, tensor: Tensor, origin: Origin, world: World, walk: _Walk
) -> Slot[Output]:
    function = settled_argument(layer.arguments, "function", {"function": 0}, world)
    if layer.class_name == "Lambda" and isinstance(function, LibraryName | Tensor):
        stages = activation_stages(function, LINEAR.name, "Lambda", origin, world, layer)
        if isinstance(stages, list):
            for stage in stages:
                walk = walk.with_stage(stage)
            return _follow(tensor.inputs, world, walk)
    return Custom(layer.class_name, origin)


# --- functions, ready-made models ------------------------------------------------------------------


def _follow_function(name: str, tensor: Tensor, world: World, walk: _Walk) -> Slot[Output]:
    origin = tensor.origin
    assert origin is not None
    module, _, function = name.rpartition(".")
    if module == "keras.layers":
        return _merge(function, tensor, origin, world, walk)
    if name == PICKED:
        return _picked(tensor, origin, world, walk)
    if module in TENSOR_MODULES:
        if function in _PASSING:
            walk = walk.with_stage(Stage(Role.PASSTHROUGH, function, origin))
            if function not in _KEEPING_THE_SHAPE:
                walk = walk.with_units(None, None)
            return _follow(tensor.inputs, world, walk)
        if function in _MERGING:
            return _merge(_MERGING[function], tensor, origin, world, walk)
        stage = function_stage(tensor, function, origin, None, tensor, world)
        if stage is not None:
            return _follow(tensor.inputs, world, walk.with_stage(stage))
    return Custom(function or name, origin)


def _picked(tensor: Tensor, origin: Origin, world: World, walk: _Walk) -> Slot[Output]:
    """What ``tensor[:, -1]`` leaves: the same values, but some of a softmax are no distribution."""
    walk = walk.with_stage(Stage(Role.PASSTHROUGH, "[]", origin))
    if picks_whole_rows(tensor):
        return _follow(tensor.inputs, world, walk)
    found = _follow(tensor.inputs, world, walk.with_units(None, None))
    is_part = isinstance(found, Known) and found.value.is_softmax and walk.last_activation is None
    return Custom("[]", origin) if is_part else found


def _application(layer: LibraryObject, origin: Origin, world: World, walk: _Walk) -> Slot[Output]:
    fact = find_application(layer.class_name)
    if fact is None:
        return Unknown(Why.NOT_SUPPORTED_YET, layer.name, origin)
    if layer.arguments.is_open_keyword or layer.arguments.is_open_positional:
        return Unknown(Why.DYNAMIC, f"arguments of {fact.name}", origin)
    table = positions(fact.keras3_parameters, fact.tf_keras_parameters)
    top = settled_argument(layer.arguments, "include_top", table, world)
    if top is not None and top != Const(True):
        return Unknown(Why.NOT_SUPPORTED_YET, f"features of {fact.name}", origin)
    units: int | None = fact.classes
    units_origin: Origin | None = origin
    given_classes = unsettled_argument(layer.arguments, "classes", table)
    if given_classes is not None:
        classes = world.settle(given_classes)
        units = classes.value if isinstance(classes, Const) and isinstance(classes.value, int) else None
        units_origin = classes.origin
    are_supposed = given_classes is not None and world.supposes(given_classes)
    given = settled_argument(layer.arguments, "classifier_activation", table, world)
    stages = activation_stages(given, fact.classifier_activation, fact.name, origin, world, layer)
    if not isinstance(stages, list):
        return stages
    walk = walk.with_units(units, units_origin, are_supposed=are_supposed)
    for stage in (*stages, Stage(Role.WEIGHTS, fact.name, origin, owner=layer)):
        walk = walk.with_stage(stage)
    return _finish(fact.name, origin, walk)


def _finish(layer: str, origin: Origin, walk: _Walk) -> Slot[Output]:
    """The output from the stages met, which are turned round to run from the weights to the output."""
    stages = tuple(reversed(walk.stages))
    last = walk.last_activation
    activation = last.activation if last is not None and last.activation is not None else LINEAR
    written = next((stage.activation_origin for stage in walk.stages if stage.activation_origin), None)
    behind = walk.stages if last is None else walk.stages[: walk.stages.index(last)]
    normalised = next((stage for stage in behind if stage.role is Role.NORMALIZATION), None)
    if normalised is not None and not (activation.is_probability or activation.is_identity):
        return Unknown(Why.NOT_SUPPORTED_YET, f"{activation.name} followed by {normalised.layer}", origin)
    size = walk.units if last is not None and activation.name == "softmax" and last.axis == -1 else None
    if size is not None and _reshaped_after(walk, last):
        size = None
    if last is not None:
        written = last.activation_origin or (last.origin if last.layer != layer else None)
    return Known(
        Output(
            layer,
            walk.units,
            activation,
            stages,
            origin,
            walk.units_origin,
            written,
            size,
            walk.are_units_supposed,
        )
    )


def _reshaped_after(walk: _Walk, softmax: Stage | None) -> bool:
    """Whether the last axis of the output may not be the one that the softmax ran over."""
    for stage in walk.stages:
        if stage is softmax:
            return False
        if stage.role is Role.PASSTHROUGH and not _keeps_last_axis(stage.layer):
            return True
    return False


def _keeps_last_axis(name: str) -> bool:
    """Whether a layer or function that passes values on leaves the last axis as it is."""
    fact = find_layer(name)
    if fact is None:
        return name in _KEEPING_THE_SHAPE
    return fact.keeps_last_axis or fact.role is LayerRole.WRAPPER  # which puts together what its layer gives
