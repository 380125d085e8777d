"""Models written down as a configuration or as text, and models made from that."""

from __future__ import annotations

from compile_lint.model import Why
from compile_lint.overlays.keras_models import INPUTS, OUTPUTS, OWN_CLASSES, outputs_of
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.cells import HANDED_OUT
from compile_lint.values.kinds import CONFIGURATION
from compile_lint.values.values import NONE, TRUE, UNBOUND, Arguments, LibraryObject, ModelObject, Value


@handles("model.get_config", "model.to_json", "model.to_yaml")
def _written_down(call: LibraryCall) -> Value:
    """What is written down of a model is how it is made at this moment."""
    source = call.receiver
    if not isinstance(source, ModelObject):  # of a subclass Keras writes down what makes an instance
        return call.unknown(Why.DYNAMIC, "the configuration of a model")
    then = ModelObject("loaded", call.origin, None, source.flavour)
    call.host.write(then, OUTPUTS, call.host.frozen(outputs_of(call, source)))
    call.host.write(then, INPUTS, call.host.read(source, INPUTS))
    return LibraryObject(CONFIGURATION, Arguments((then,)), call.origin, call.flavour)


@handles(
    *(
        f"{CONFIGURATION}.{method}"
        for method in ("__getitem__", "__setitem__", "get", "items", "pop", "setdefault", "update", "values")
    ),
    takes_choices=True,
    is_method=True,
)
def _taken_apart(call: LibraryCall) -> Value:
    """Who takes a configuration apart may change any part of it."""
    assert isinstance(call.receiver, LibraryObject)
    call.host.write(call.receiver, HANDED_OUT, TRUE)
    return call.unknown(Why.DYNAMIC, "the configuration of a model")


@handles(
    "keras.models.model_from_json",
    "keras.models.model_from_yaml",
    "keras.models.model_from_config",
    "keras.Model.from_config",
    "keras.Sequential.from_config",
)
def _made_anew(call: LibraryCall) -> Value:
    """A model like the one that was written down; Keras 3 compiles it, if that one was compiled by then."""
    given = next(iter(call.arguments), None)
    if not isinstance(given, LibraryObject) or given.name != CONFIGURATION:
        return loaded(call)
    if call.host.read(given, HANDED_OUT) != UNBOUND:
        return loaded(call)
    (source,) = given.arguments.positional
    assert isinstance(source, ModelObject)
    model = ModelObject("loaded", call.origin, None, call.flavour)
    for cell in (OUTPUTS, INPUTS):
        call.host.write(model, cell, call.host.read(source, cell))
    return model


@handles("keras.models.load_model")
def loaded(call: LibraryCall) -> Value:
    """A model of which nothing in view tells how it is made."""
    model = ModelObject("loaded", call.origin, None, call.flavour)
    call.host.write(model, OUTPUTS, call.unknown(Why.OTHER_FILE, "a loaded model"))
    call.host.write(model, INPUTS, call.unknown(Why.OTHER_FILE, "a loaded model"))
    call.host.write(model, OWN_CLASSES, call.argument("custom_objects", 1) or NONE)
    return model
