"""Models written down as a configuration, as text or in a file, and models made from that."""

from __future__ import annotations

from pathlib import PurePath

from compile_lint.model import Why
from compile_lint.overlays.keras_models import INPUTS, OUTPUTS, OWN_CLASSES, outputs_of
from compile_lint.overlays.project_paths import path_text
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.cells import COMPILED, HANDED_OUT
from compile_lint.values.kinds import CONFIGURATION
from compile_lint.values.values import (
    FALSE,
    NONE,
    TRUE,
    UNBOUND,
    Arguments,
    LibraryObject,
    ModelObject,
    UnknownValue,
    Value,
)


@handles("model.get_config", "model.to_json", "model.to_yaml")
def _written_down(call: LibraryCall) -> Value:
    """What is written down of a model is how it is made at this moment."""
    source = call.receiver
    if not isinstance(source, ModelObject):  # of a subclass Keras writes down what makes an instance
        return call.unknown(Why.DYNAMIC, "the configuration of a model")
    return LibraryObject(CONFIGURATION, Arguments((_at_present(call, source),)), call.origin, call.flavour)


def _at_present(call: LibraryCall, source: ModelObject) -> ModelObject:
    """How a model is made at this moment, whatever becomes of it later."""
    then = ModelObject("loaded", call.origin, None, source.flavour)
    call.host.write(then, OUTPUTS, call.host.frozen(outputs_of(call, source)))
    call.host.write(then, INPUTS, call.host.read(source, INPUTS))
    return then


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


@handles("json.dumps")
def _as_text(call: LibraryCall) -> Value:
    """A configuration as text is still the configuration of that model, for ``json.loads`` to give back."""
    given = call.argument("obj", 0)
    is_configuration = isinstance(given, LibraryObject) and given.name == CONFIGURATION
    return given if given is not None and is_configuration else call.unknown()


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
    return _like(call, source, (OUTPUTS, INPUTS))


def _like(call: LibraryCall, source: ModelObject, cells: tuple[str, ...]) -> ModelObject:
    model = ModelObject("loaded", call.origin, None, call.flavour)
    for cell in cells:
        call.host.write(model, cell, call.host.read(source, cell))
    return model


# --- files -----------------------------------------------------------------------------------------

# What stands for the disk: its cells are the paths under which the program has saved models.
_DISK = UnknownValue(Why.OTHER_FILE, "the disk", ("saved models",))


@handles("model.save", "keras.models.save_model")
def _saved(call: LibraryCall) -> Value:
    """``model.save(path)``: what is loaded from there later is this model, compiled as it is by now."""
    source, place = call.receiver, 0
    if call.name == "keras.models.save_model":
        source, place = call.argument("model", 0), 1
    if source is not None:
        keep(call, source, call.argument("filepath", place))
    return NONE


def keep(call: LibraryCall, model: Value, path: Value | None) -> None:
    """Remember which model stands in a file; of a subclassed one that is not told by its outputs."""
    text = path_text(path)
    if text is None:
        return
    then: Value = UNBOUND
    if isinstance(model, ModelObject):
        then = _at_present(call, model)
        call.host.write(then, COMPILED, call.host.read(model, COMPILED))
    call.host.write(call.host.object_of(_DISK), _place(text), then)


def _place(path: str) -> str:
    return f"[{PurePath(path)}]"


@handles("keras.models.load_model")
def _from_file(call: LibraryCall) -> Value:
    """The model that the program has saved in a file before, if it has."""
    text = path_text(call.argument("filepath", 0))
    if text is None:
        return loaded(call)
    is_compiled = call.argument("compile", 2) != FALSE
    cells = (OUTPUTS, INPUTS, COMPILED) if is_compiled else (OUTPUTS, INPUTS)

    def give(saved: Value) -> Value:
        return _like(call, saved, cells) if isinstance(saved, ModelObject) else loaded(call)

    return call.host.each(call.host.read(call.host.object_of(_DISK), _place(text)), give)


def loaded(call: LibraryCall) -> Value:
    """A model of which nothing in view tells how it is made."""
    model = ModelObject("loaded", call.origin, None, call.flavour)
    call.host.write(model, OUTPUTS, call.unknown(Why.OTHER_FILE, "a loaded model"))
    call.host.write(model, INPUTS, call.unknown(Why.OTHER_FILE, "a loaded model"))
    call.host.write(model, OWN_CLASSES, call.argument("custom_objects", 1) or NONE)
    return model
