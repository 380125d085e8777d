"""The loss and the optimizer of a compile call."""

from __future__ import annotations

from dataclasses import replace

from compile_lint.knowledge.losses import (
    LOSSES_OF_EXTENSIONS,
    POSITIONS_IN_EXTENSIONS,
    Family,
    LossFact,
    close_loss_names,
    loss_by_class,
    loss_by_function,
    loss_by_string,
)
from compile_lint.knowledge.metrics import metric_by_class, metric_by_function, metric_by_string
from compile_lint.knowledge.modules import PRIVATE_COPY
from compile_lint.knowledge.optimizers import (
    OPTIMIZERS,
    close_optimizer_names,
    find_optimizer,
    optimizer_by_string,
)
from compile_lint.meaning.arguments import options_of, positions
from compile_lint.meaning.declared import declared_loss
from compile_lint.meaning.unfollowed import unresolved
from compile_lint.meaning.worlds import World
from compile_lint.model import (
    Absent,
    Custom,
    Known,
    Loss,
    Optimizer,
    Option,
    Origin,
    Slot,
    Unidentified,
    Unknown,
    Why,
)
from compile_lint.values.declared import DeclaredObject
from compile_lint.values.values import (
    NONE,
    Arguments,
    BoundFunction,
    Const,
    FunctionValue,
    Instance,
    LibraryName,
    LibraryObject,
    TupleValue,
    Value,
)

_TRAIN = "tensorflow.train."  # TensorFlow 1's own optimizers


def resolve_loss(value: Value | None, world: World, call: Origin, *, is_open: bool = False) -> Slot[Loss]:
    """What was given as loss. ``is_open``: names may have been registered that are not in the tables."""
    if value is None:
        return Absent(call)
    value = world.settle(value)
    origin = value.origin or call
    if value == NONE:
        return Absent(origin)
    if isinstance(value, Const) and isinstance(value.value, str):
        return _by_string(value.value, origin, is_open=is_open)
    if isinstance(value, DeclaredObject):
        return declared_loss(value, origin) or Custom(value.name, origin)
    if isinstance(value, LibraryObject):
        return _by_object(value, origin, world)
    if isinstance(value, LibraryName):
        return _by_name(value, origin)
    if isinstance(value, BoundFunction):
        return _by_partial(value, origin, world)
    if isinstance(value, FunctionValue):
        return Custom(value.name, origin)
    if isinstance(value, Instance):
        return Custom(value.cls.name, origin)
    if isinstance(value, TupleValue) and len(value.items) == 1:  # keras 3.15.1 and tf_keras 2.21.0 take it so
        return resolve_loss(value.items[0], world, call, is_open=is_open)
    return unresolved(value, "a loss", origin)


def _by_string(text: str, origin: Origin, *, is_open: bool) -> Slot[Loss]:
    fact = loss_by_string(text)
    if fact is not None:
        return Known(_plain(fact, text, origin, is_string=True))
    if is_open:
        return Custom(text, origin)
    if metric_by_string(text) is not None:
        return Unidentified(text, origin, is_metric=True)
    close = close_loss_names(text)
    return Unidentified(text, origin, suggestion=close[0] if len(close) == 1 else None)


def _plain(fact: LossFact, spelled: str, origin: Origin, *, is_string: bool = False) -> Loss:
    """A loss without options: it expects probabilities if it is a cross-entropy of any kind."""
    expects_something = fact.has_from_logits or fact.family is Family.CROSSENTROPY_BY_SHAPE
    return Loss(fact, spelled, origin, False if expects_something else None, is_string=is_string)


def _by_object(value: LibraryObject, origin: Origin, world: World) -> Slot[Loss]:
    module = value.name.rpartition(".")[0]
    if module == "keras.losses":
        fact = loss_by_class(value.class_name)
        if fact is None and loss_by_function(value.class_name) is not None:
            return Unidentified(value.class_name, origin, is_string=False, lacks_data=True)
        if fact is None:
            return Unknown(Why.NOT_SUPPORTED_YET, value.name, origin)
        table = positions(fact.keras3_parameters, fact.tf_keras_parameters)
        return Known(_with_options(fact, value.class_name, value.arguments, table, origin, world))
    if module == "keras.metrics" and metric_by_class(value.class_name) is not None:
        return Unidentified(value.class_name, origin, is_string=False, is_metric=True)
    fact = LOSSES_OF_EXTENSIONS.get(value.name)
    if fact is not None:
        table = dict(POSITIONS_IN_EXTENSIONS)
        return Known(_with_options(fact, value.class_name, value.arguments, table, origin, world))
    return Unknown(Why.OTHER_FILE, value.name, origin)


def _with_options(
    fact: LossFact, spelled: str, arguments: Arguments, table: dict[str, int], origin: Origin, world: World
) -> Loss:
    options = options_of(arguments, table, world, origin)
    from_logits: bool | None = None
    at: Origin | None = None
    if fact.has_from_logits:
        option = options.get("from_logits")
        if option is not None:
            at = option.origin
            from_logits = bool(option.value) if option.value in (True, False) else None
        elif not arguments.is_open_keyword and not arguments.is_open_positional:
            from_logits = False
    return Loss(fact, spelled, origin, from_logits, at, options)


def _by_name(value: LibraryName, origin: Origin) -> Slot[Loss]:
    module, _, name = value.name.rpartition(".")
    if module in ("keras.losses", "keras.metrics"):
        fact = loss_by_function(name) or loss_by_class(name)
        if fact is not None:
            is_class = loss_by_function(name) is None
            return Known(replace(_plain(fact, name, origin), is_class=is_class))
        if metric_by_function(name) is not None or metric_by_class(name) is not None:
            return Unidentified(name, origin, is_string=False, is_metric=True)
        return Unknown(Why.NOT_SUPPORTED_YET, value.name, origin)
    fact = LOSSES_OF_EXTENSIONS.get(value.name)
    if fact is not None and name == fact.name:  # the function; a class that is not called is left
        return Known(_plain(fact, name, origin))
    if module.startswith(("keras", "tensorflow")):
        return Custom(value.name, origin)
    return Unknown(Why.OTHER_FILE, value.name, origin)


def _by_partial(value: BoundFunction, origin: Origin, world: World) -> Slot[Loss]:
    function = world.settle(value.function)
    if isinstance(function, DeclaredObject):
        return declared_loss(function, origin) or Custom(function.name, origin)
    if isinstance(function, LibraryName) and function.name.startswith("keras.losses."):
        fact = loss_by_function(function.name.rpartition(".")[2])
        if fact is not None:
            return Known(_with_options(fact, fact.name, value.arguments, {}, origin, world))
    return Custom(getattr(function, "name", "a project function"), origin)


def resolve_optimizer(
    value: Value | None, world: World, call: Origin, *, is_open: bool = False
) -> Slot[Optimizer]:
    """What was given as optimizer. ``is_open``: names may have been registered."""
    if value is None:
        return Absent(call)
    value = world.settle(value)
    origin = value.origin or call
    if isinstance(value, Const) and isinstance(value.value, str):
        fact = optimizer_by_string(value.value)
        if fact is not None:
            return Known(Optimizer(fact.name, origin, is_string=True))
        if is_open:
            return Custom(value.value, origin)
        close = close_optimizer_names(value.value)
        return Unidentified(value.value, origin, suggestion=close[0] if len(close) == 1 else None)
    if isinstance(value, LibraryObject):
        return _optimizer_object(value, origin, world)
    if isinstance(value, LibraryName) and value.name.rpartition(".")[2] in OPTIMIZERS:
        module, _, name = value.name.rpartition(".")
        return Known(Optimizer(name, origin, is_class=module == "keras.optimizers"))
    if isinstance(value, FunctionValue | Instance):
        return Custom(getattr(value, "name", "a project optimizer"), origin)
    if value == NONE:
        return Absent(origin)
    return unresolved(value, "an optimizer", origin)


def _optimizer_object(value: LibraryObject, origin: Origin, world: World) -> Slot[Optimizer]:
    if value.flavour == PRIVATE_COPY:
        return Unknown(Why.NOT_SUPPORTED_YET, "an optimizer of TensorFlow's private copy of Keras", origin)
    if not value.name.startswith(("keras.optimizers.", _TRAIN, "tensorflow.compat.v1.train.")):
        return Unknown(Why.OTHER_FILE, value.name, origin)
    fact = find_optimizer(value.class_name)
    if fact is None:
        return Unknown(Why.NOT_SUPPORTED_YET, value.name, origin)
    table = positions(fact.keras3_parameters, fact.tf_keras_parameters)
    options: dict[str, Option] = options_of(value.arguments, table, world, origin)
    is_legacy = ".legacy." in value.name or value.name.startswith(("tensorflow",))
    return Known(
        Optimizer(
            fact.name,
            origin,
            options,
            is_legacy,
            is_fallback=world.is_after_failure,
            is_tried=world.is_tried,
        )
    )
