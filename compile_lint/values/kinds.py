"""Under which names the overlays know a value's methods and attributes."""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.values.values import (
    Array,
    Const,
    Dataset,
    DictObject,
    FrameObject,
    FunctionValue,
    Instance,
    LibraryObject,
    ListObject,
    ModelObject,
    Tensor,
    TupleValue,
    UnknownValue,
    Value,
)

NAMED_TUPLE = "collections.namedtuple.record"  # the name of the objects that a named tuple class makes
CONFIGURATION = "keras.models.configuration"  # the name of what a model is written down as
HISTORY = "keras.callbacks.History"
HISTORY_DICT = f"{HISTORY}.history"  # the name of the dict of what was logged, by name
EPOCH_LOGS = "keras.callbacks.logs"  # the name of the dict that callbacks are given after each epoch
PICKED = "operator.[]"  # the producer of what is picked from a tensor, or of all that goes into a model
MODEL_BASES = frozenset({"keras.Model", "keras.Sequential", "keras.Functional"})
# With one of these beside it a layer is a model, which is how Keras 3 makes ``keras.Model`` itself.
_TRAINERS = frozenset(
    {
        "keras.trainers.trainer.Trainer",
        *(f"keras.backend.{name}Trainer" for name in ("JAX", "Numpy", "OpenVINO", "TensorFlow", "Torch")),
    }
)

DICT_BASES = frozenset({"builtins.dict", "collections.OrderedDict", "collections.UserDict"})

_PLAIN_KINDS: dict[type[Value], str] = {
    ListObject: "list",
    DictObject: "dict",
    TupleValue: "tuple",
    Array: "array",
    Dataset: "dataset",
    Tensor: "tensor",
    FunctionValue: "function",
    UnknownValue: "unknown",
}
# Every first word of such a name; a module may have the same one (`import model`), and is another thing.
KINDS = frozenset(
    {*_PLAIN_KINDS.values(), "frame", "layer", "model", "object", "str", "int", "float", "bool", "bytes"}
)


def kind_of(value: Value) -> Iterator[str]:
    """The kinds of a value, the most special first: a class's name, then ``layer``, ``model`` ..."""
    if isinstance(value, LibraryObject):
        yield value.name
        if value.name.startswith("keras.layers."):
            yield "layer"
        yield "object"
    elif isinstance(value, ModelObject):
        yield "model"
    elif isinstance(value, Instance):
        yield from value.cls.library_bases()
        if is_model(value):
            yield "model"
        if is_layer(value):
            yield "layer"
        yield "object"
    elif isinstance(value, Const):
        yield type(value.value).__name__
    elif isinstance(value, FrameObject):
        yield "frame"
        yield "array"
    elif type(value) in _PLAIN_KINDS:
        yield _PLAIN_KINDS[type(value)]


def kinds_of_class(name: str) -> tuple[str, ...]:
    """The kinds of what one library class makes, as a base of a project class."""
    return (name, "layer") if name.startswith("keras.layers.") else (name,)


def is_model(value: Value) -> bool:
    """Whether a value is a Keras model: one of the library's, or of a project subclass."""
    if isinstance(value, Instance):
        bases = set(value.cls.library_bases())
        return not MODEL_BASES.isdisjoint(bases) or (is_layer(value) and not _TRAINERS.isdisjoint(bases))
    return isinstance(value, ModelObject)


def is_dict(value: Value) -> bool:
    """Whether a value is an instance of a project class that is a kind of dict."""
    return isinstance(value, Instance) and not DICT_BASES.isdisjoint(value.cls.library_bases())


def is_configuration(value: Value) -> bool:
    """Whether a value is how a Keras model is made, written down."""
    return isinstance(value, LibraryObject) and value.name == CONFIGURATION


def is_history(value: Value) -> bool:
    """Whether a value is what training logs, after an epoch or in the end, or holds that."""
    return isinstance(value, LibraryObject) and value.name in (HISTORY, HISTORY_DICT, EPOCH_LOGS)


def is_data(value: Value) -> bool:
    """Whether a value is what goes into a model, or an item of it."""
    while isinstance(value, Tensor) and value.producer == PICKED:
        value = value.inputs
    return (
        isinstance(value, Tensor)
        and isinstance(value.producer, LibraryObject)
        and value.producer.name == "keras.Input"
    )


def is_layer(value: Value) -> bool:
    """Whether a value is an instance of a project class derived from a Keras layer."""
    return isinstance(value, Instance) and any(
        base.startswith("keras.layers.") for base in value.cls.library_bases()
    )
