"""Keras models: built, nested, wrapped and loaded. Their outputs are symbolic tensors."""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.knowledge.applications import find_application
from compile_lint.model import Why
from compile_lint.overlays.derivations import known_tail
from compile_lint.overlays.keras_data import encoded_by_layer
from compile_lint.overlays.keras_layers import producer_of
from compile_lint.overlays.predictions import predictions_of
from compile_lint.overlays.python_objects import has_own_method
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.syntax.names import parameters
from compile_lint.values.cells import COMPILED, ITEMS
from compile_lint.values.conditions import Condition
from compile_lint.values.events import LayersEvent, PartEvent
from compile_lint.values.kinds import is_model
from compile_lint.values.values import (
    FALSE,
    NONE,
    TRUE,
    UNBOUND,
    Arguments,
    Array,
    BoundFunction,
    FunctionValue,
    Instance,
    LibraryObject,
    ListObject,
    ModelObject,
    Object,
    Tensor,
    TupleValue,
    UnknownValue,
    Value,
    choose,
)

INPUTS, OUTPUTS = "[inputs]", "[outputs]"  # cells, apart from the attributes that a program may write
DEFAULT_LOSS = "[default loss]"  # the cell of a model with the loss that its compile takes if none is given
_IS_TRAINING = Condition("training")  # which Keras tells every layer below a model alike
BUILT = "built"  # the attribute of a subclassed model that is set once its ``build`` was run
TRANSFORMER = "transformer"  # the kind of a model that gives its logits in a record of several things
MADE = "[made]"  # the cell of a layer with the tensor that it makes


@handles("keras.Input")
def _input(call: LibraryCall) -> Value:
    layer = LibraryObject("keras.Input", call.arguments, call.origin, call.flavour)
    return Tensor(layer, call.argument("tensor") or NONE, call.origin)


# --- Sequential ------------------------------------------------------------------------------------


@handles("keras.Sequential", takes_choices=True)
def _sequential(call: LibraryCall) -> Value:
    model = ModelObject("sequential", call.origin, call.argument("name", 1), call.flavour)
    _start_sequential(call, model)
    return model


@handles("keras.Sequential.__init__", takes_choices=True)
def _sequential_init(call: LibraryCall) -> Value:
    if isinstance(call.receiver, Instance):
        _start_sequential(call, call.receiver)
    return NONE


def _start_sequential(call: LibraryCall, model: Object) -> None:
    host = call.host
    layers = call.argument("layers", 0)
    if layers is None or layers == NONE:
        unknown = call.arguments.is_open_positional or call.arguments.is_open_keyword
        host.write(model, OUTPUTS, call.unknown() if unknown else NONE)
        return
    host.write(model, OUTPUTS, host.each(layers, lambda one: _chain_all(call, one)))


def _chain_all(call: LibraryCall, layers: Value) -> Value:
    """The last tensor of a stack of layers given as a list."""
    host = call.host
    content = layers
    if isinstance(layers, ListObject):
        content = host.read(layers, ITEMS)  # may be a Choice of contents

    def fold(one: Value) -> Value:
        items = host.items(one)
        outputs: Value = NONE
        if items is None:
            outputs = call.unknown(Why.DYNAMIC, "a list of layers made at run time")
            items = known_tail(host, layers)
        for layer in items:
            outputs = _chain(call, outputs, layer)
        return outputs

    return host.each(content, fold)


def _chain(call: LibraryCall, below: Value, layer: Value) -> Value:
    """One more layer on top of a stack."""

    def put(one: Value) -> Value:
        if isinstance(one, Tensor):  # Input(...) in a Sequential
            return one
        if is_model(one):
            return use_model(call, one, below)
        return _made(call, Tensor(producer_of(call.host, one), below, one.origin or call.origin))

    return call.host.each(layer, put)


@handles("model.add", takes_choices=True)
def _add(call: LibraryCall) -> Value:
    model = call.receiver
    layer = call.argument("layer", 0)
    if isinstance(model, Object) and layer is not None:
        call.host.record(LayersEvent(call.origin, model, "add"))
        below = call.host.read(model, OUTPUTS)
        call.host.write(model, OUTPUTS, _chain(call, NONE if below == UNBOUND else below, layer))
    return NONE


@handles("model.pop", takes_choices=True)
def _pop(call: LibraryCall) -> Value:
    model = call.receiver
    if isinstance(model, Object):
        call.host.record(LayersEvent(call.origin, model, "pop"))
        top = call.host.read(model, OUTPUTS)
        call.host.write(model, OUTPUTS, call.host.each(top, lambda one: _below(call, one)))
    return NONE


def _below(call: LibraryCall, tensor: Value) -> Value:
    return tensor.inputs if isinstance(tensor, Tensor) else call.unknown()


# --- functional models -----------------------------------------------------------------------------


@handles("keras.Model", takes_choices=True)
def _model(call: LibraryCall) -> Value:
    model = ModelObject("functional", call.origin, call.argument("name", 2), call.flavour)
    _connect(call, model)
    return model


@handles("keras.Model.__init__", "keras.Functional.__init__", takes_choices=True)
def _model_init(call: LibraryCall) -> Value:
    given = call.argument("outputs", 1) or call.argument("output")
    model = call.receiver
    if not isinstance(model, Instance):
        return NONE
    if given is not None:
        _connect(call, model)
    elif call.arguments.may_hold("outputs") and not has_own_method(call.host, model, "call"):
        call.host.write(model, OUTPUTS, call.unknown(Why.PARAMETER, "outputs"))
    return NONE


def _connect(call: LibraryCall, model: Object) -> None:
    inputs = call.argument("inputs", 0) or call.argument("input")
    outputs = call.argument("outputs", 1) or call.argument("output")
    host = call.host
    host.write(model, INPUTS, inputs if inputs is not None else call.unknown(Why.NOT_WRITTEN))
    if outputs is None:
        host.write(model, OUTPUTS, call.unknown(Why.NOT_WRITTEN, "outputs of the model"))
        return
    host.write(model, OUTPUTS, outputs)


@handles("model.@output", "model.@outputs")
def _outputs(call: LibraryCall) -> Value:
    model = call.receiver
    assert isinstance(model, Object)
    return _one_or_all(call, outputs_of(call, model))


@handles("model.@input", "model.@inputs")
def _inputs(call: LibraryCall) -> Value:
    model = call.receiver
    assert isinstance(model, Object)
    found = call.host.read(model, INPUTS)
    return _one_or_all(call, some_inputs(call) if found == UNBOUND else found)


def _one_or_all(call: LibraryCall, found: Value) -> Value:
    """Keras gives a list under the plural, even of one tensor."""
    if call.name.endswith("s") and isinstance(found, Tensor):
        return call.host.new_list((found,), call.origin)
    return found


def some_inputs(call: LibraryCall) -> Tensor:
    """What goes into a model whose inputs are not in view."""
    return Tensor(LibraryObject("keras.Input", Arguments(), call.origin), NONE, call.origin)


def put_together(call: LibraryCall, model: ModelObject, outputs: Value) -> ModelObject:
    """A model of a library that gives some outputs, whatever goes into it."""
    call.host.write(model, INPUTS, some_inputs(call))
    call.host.write(model, OUTPUTS, outputs)
    return model


def outputs_of(call: LibraryCall, model: Object) -> Value:
    """The output tensors of a model; a subclassed model's ``call`` is run to see them."""
    found = call.host.read(model, OUTPUTS)
    if found != UNBOUND:
        return found
    if isinstance(model, Instance):
        return _forward(call, model, some_inputs(call))
    return call.unknown(Why.NOT_WRITTEN, "outputs of the model")


def _forward(call: LibraryCall, model: Instance, inputs: Value) -> Value:
    """What the ``call`` of a subclassed model gives, both in training and outside of it."""
    if not model.cls.has_unknown_base and not has_own_method(call.host, model, "call"):
        # It is trained by steps of its own, or a layer that is trained itself.
        return Tensor(producer_of(call.host, model), inputs, call.origin)
    _build(call, model)
    forward = call.host.attribute(model, "call", call.origin)
    keywords = {}
    if any(name == "training" for name in _parameters_of(forward)):
        keywords["training"] = choose(_IS_TRAINING, TRUE, FALSE)
    return call.host.call(forward, Arguments((inputs,), keywords), call.origin)


def _build(call: LibraryCall, model: Instance) -> None:
    """Run the ``build`` of a subclassed model, as Keras does before ``call``: it may make layers."""
    host = call.host
    if host.read(model, BUILT) != UNBOUND or not has_own_method(host, model, "build"):
        return
    host.write(model, BUILT, FALSE)
    shape = call.unknown(Why.DYNAMIC, "the shape of the data")
    host.call(host.attribute(model, "build", call.origin), Arguments((shape,)), call.origin)
    host.write(model, BUILT, TRUE)


def _parameters_of(function: Value) -> Iterator[str]:
    inner = function.function if isinstance(function, BoundFunction) else function
    if isinstance(inner, FunctionValue):
        yield from (parameter.name.value for parameter in parameters(inner.node.params))


@handles("model.__call__", takes_choices=True)
def _nested(call: LibraryCall) -> Value:
    inputs = call.argument("inputs", 0) or NONE
    assert call.receiver is not None
    return use_model(call, call.receiver, inputs)


def use_model(call: LibraryCall, model: Value, inputs: Value) -> Value:
    """What a model gives that is used as a layer: one tensor for each of its outputs."""
    host = call.host
    assert isinstance(model, Object)
    host.record(PartEvent(call.origin, model))
    if isinstance(model, Instance) and call.host.read(model, OUTPUTS) == UNBOUND:
        return _forward(call, model, inputs)
    if isinstance(model, ModelObject) and model.kind == TRANSFORMER:
        return call.unknown(Why.NOT_SUPPORTED_YET, "what a transformer gives")
    outputs = outputs_of(call, model)

    def wrap(inner: Value) -> Value:
        entries = host.mapping(inner)
        if entries is not None:
            return host.new_dict({key: tensor(one) for key, one in entries.items()}, call.origin)
        items = host.items(inner) if isinstance(inner, ListObject | TupleValue) else None
        if items is not None:
            made = tuple(tensor(one) for one in items)
            return made[0] if len(made) == 1 else host.new_list(made, call.origin)
        return tensor(inner)

    def tensor(inner: Value) -> Value:
        if isinstance(inputs, Array):  # data: the model is not used as a part of another one
            return predictions_of(model, call.origin)
        return Tensor(model, inputs, call.origin, inner=inner)

    return host.each(outputs, wrap) if outputs != NONE else tensor(outputs)


@handles("layer.__call__", takes_choices=True)
def _layer_call(call: LibraryCall) -> Value:
    assert call.receiver is not None
    inputs = call.host.frozen(next(iter(call.arguments), NONE))
    encoded = encoded_by_layer(call.receiver, inputs, call.host, call.origin)
    if encoded is not None:
        return encoded
    producer = producer_of(call.host, call.receiver)
    return _made(call, Tensor(producer, inputs, call.origin, call.arguments))


def _made(call: LibraryCall, tensor: Tensor) -> Tensor:
    """Remember which tensor a layer makes; of a layer used several times that is not known."""
    layer = tensor.producer
    if isinstance(layer, LibraryObject):
        before = call.host.read(layer, MADE)
        unknown = call.unknown(Why.DYNAMIC, "an output of a layer used several times")
        call.host.write(layer, MADE, tensor if before == UNBOUND else unknown)
    return tensor


OWN_CLASSES = "[own classes]"  # of a loaded model: what it was given as ``custom_objects``


# --- ready-made, loaded and wrapped models ---------------------------------------------------------


@handles("keras.applications.*", takes_choices=True)
def _application(call: LibraryCall) -> Value:
    name = call.called_as.rpartition(".")[2]
    if find_application(name) is None:
        return call.unknown(Why.NOT_SUPPORTED_YET)
    model = ModelObject("application", call.origin, call.argument("name"), call.flavour)
    layer = LibraryObject(call.called_as, call.arguments, call.origin, call.flavour)
    given = call.argument("input_tensor")
    inputs = given if given is not None and given != NONE else some_inputs(call)
    call.host.write(model, INPUTS, inputs)
    call.host.write(model, OUTPUTS, Tensor(layer, inputs, call.origin))
    return model


@handles(
    "keras.models.clone_model",
    "keras.utils.multi_gpu_model",
    "keras.utils.training_utils.multi_gpu_model",
    "tensorflow_model_optimization.sparsity.keras.prune_low_magnitude",
    "tensorflow_model_optimization.sparsity.keras.strip_pruning",
    "tensorflow_model_optimization.quantization.keras.quantize_model",
    "tensorflow_model_optimization.quantization.keras.quantize_annotate_model",
    "tensorflow_model_optimization.quantization.keras.quantize_annotate_layer",
    "tensorflow_model_optimization.quantization.keras.quantize_apply",
    "tensorflow_model_optimization.clustering.keras.cluster_weights",
    "tensorflow_model_optimization.clustering.keras.strip_clustering",
)
def _same_head(call: LibraryCall) -> Value:
    """A new model, not compiled, that ends as the given one does."""
    source = call.argument("model", 0) or call.argument("to_prune")
    if isinstance(source, LibraryObject) and source.name.startswith("keras.layers."):
        return source
    if isinstance(source, UnknownValue):  # no more is known of the copy, and for the same reason
        return UnknownValue(source.why, source.detail, ("copy", source.token), origin=source.origin)
    if not isinstance(source, Object) or not is_model(source):
        return call.unknown(Why.DYNAMIC)
    model = ModelObject("wrapped", call.origin, None, call.flavour)  # with new names for its layers
    call.host.write(model, OUTPUTS, outputs_of(call, source))
    call.host.write(model, INPUTS, _inputs_or_unknown(call, source))
    return model


def _inputs_or_unknown(call: LibraryCall, source: Object) -> Value:
    found = call.host.read(source, INPUTS)
    return call.unknown(Why.NOT_WRITTEN) if found == UNBOUND else found


@handles("model.__deepcopy__")
def _copied(call: LibraryCall) -> Value:
    """A copy, compiled if the model is."""
    source = call.receiver
    assert isinstance(source, Object)
    model = ModelObject("wrapped", call.origin, None, call.flavour)
    call.host.write(model, OUTPUTS, outputs_of(call, source))
    call.host.write(model, INPUTS, _inputs_or_unknown(call, source))
    call.host.write(model, COMPILED, call.host.read(source, COMPILED))
    return model


@handles(
    "model.summary",
    "model.save_weights",
    "model.load_weights",
    "model.build",
    "model.set_weights",
)
def _no_effect(call: LibraryCall) -> Value:
    return NONE
