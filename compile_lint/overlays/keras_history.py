"""The numbers that training logs after each epoch, by name: those of all epochs, and callbacks' logs."""

from __future__ import annotations

from collections.abc import Hashable

from compile_lint.knowledge.callbacks import CALLBACKS
from compile_lint.model import Origin, UseKind, Why
from compile_lint.overlays.python_objects import has_own_method
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.records import dataclass
from compile_lint.values.cells import CHANGED, HANDED_OUT, LOOKED_OVER, TRAINED
from compile_lint.values.events import FitEvent, UseEvent
from compile_lint.values.host import Host
from compile_lint.values.kinds import EPOCH_LOGS, HISTORY, HISTORY_DICT, is_model
from compile_lint.values.values import (
    NO_ARGUMENTS,
    NONE,
    TRUE,
    UNBOUND,
    Arguments,
    Const,
    Instance,
    LibraryObject,
    Object,
    UnknownValue,
    Value,
)

_GIVEN_MODELS = tuple(name for name in CALLBACKS if name not in ("CallbackList", "History"))
_LAST = "history"  # the attribute of a model that holds what its last training logged

# Methods of a callback that get other logs than those after an epoch, and may write into them.
_BATCH_HOOKS = ("on_batch_begin", "on_batch_end", "on_train_batch_begin", "on_train_batch_end")

# What a callback of the project does in a training, in this order, after its first epoch as after any.
_HOOKS = ("on_train_begin", "on_epoch_begin", "on_epoch_end", "on_train_end")


@dataclass(frozen=True, slots=True)
class LogToken:
    """The identity of what ``logs.get(name)`` gives in a callback."""

    logs: Value | None
    name: str


def history_of(call: LibraryCall) -> LibraryObject:
    """What a training call gives, which callbacks may write into: the model has it as long as it trains."""
    made = LibraryObject(HISTORY, call.arguments, call.origin)
    call.host.write(made, _LAST, LibraryObject(HISTORY_DICT, NO_ARGUMENTS, call.origin))
    if isinstance(call.receiver, Object) and is_model(call.receiver):
        call.host.write(call.receiver, _LAST, made)
    return made


def note_trained(host: Host, history: LibraryObject, trained: Value) -> None:
    """Say what a history is of: a FitEvent, a Choice of them, or nothing known."""
    logged = host.read(history, _LAST)
    if isinstance(logged, LibraryObject):
        host.write(logged, TRAINED, trained)


@handles(f"{HISTORY_DICT}.__getitem__", f"{EPOCH_LOGS}.__getitem__", is_method=True)
def read_log(call: LibraryCall) -> Value:
    """``history.history["loss"]``: a KeyError where nothing of that name was logged."""
    logged, name = call.receiver, call.argument("key", 0)
    assert isinstance(logged, LibraryObject)
    if isinstance(name, Const) and isinstance(name.value, str):
        kind = UseKind.LOG if logged.name == HISTORY_DICT else UseKind.EPOCH_LOG
        _note(call.host, logged, kind, name.value, call.origin, call.origin)
    return call.unknown()


@handles(f"{EPOCH_LOGS}.get", is_method=True)
def get_log(call: LibraryCall) -> Value:
    """``logs.get("loss")`` in a callback: None where nothing of that name is logged."""
    name, default = call.argument("key", 0), call.argument("default", 1)
    if isinstance(name, Const) and isinstance(name.value, str) and default in (None, NONE):
        token = LogToken(call.receiver, name.value)
        return UnknownValue(Why.DYNAMIC, f"logs.get({name.value!r})", token, origin=call.origin)
    return call.unknown()


def note_comparison(host: Host, value: Value, origin: Origin | None) -> None:
    """A number is compared: None has no order, so that a log which there is not is a TypeError."""
    token = value.token if isinstance(value, UnknownValue) else None
    if isinstance(token, LogToken) and isinstance(token.logs, LibraryObject):
        _note(host, token.logs, UseKind.EPOCH_LOG_COMPARED, token.name, origin, value.origin, token)


def note_name(host: Host, logged: LibraryObject, name: str, origin: Origin | None) -> None:
    """A name is read from something that holds just what training logged."""
    _note(host, logged, UseKind.LOG, name, origin, None)


def _note(
    host: Host,
    logged: LibraryObject,
    kind: UseKind,
    name: str,
    origin: Origin | None,
    read: Origin | None,  # where a literal stands that may be mended
    subject: Hashable = None,
) -> None:
    """Record that a name is read, unless the program looked which there are, or has its own among them."""
    if any(host.read(logged, cell) != UNBOUND for cell in (LOOKED_OVER, CHANGED, HANDED_OUT)):
        return

    def note(trained: Value) -> Value:
        if isinstance(trained, FitEvent):
            host.record(UseEvent(origin, trained.compiled, kind, name, trained, subject, read))
        return trained

    host.each(host.read(logged, TRAINED), note)


@handles(f"{HISTORY_DICT}.keys", f"{EPOCH_LOGS}.keys", is_method=True)
def names_of_logs(call: LibraryCall) -> Value:
    """The names, which count as the dict itself: whether one is among them is asked of either."""
    assert call.receiver is not None
    return call.receiver


@handles(f"{HISTORY_DICT}.__contains__", f"{EPOCH_LOGS}.__contains__", is_method=True)
def look_over(call: LibraryCall) -> Value:
    """Asked what is there: what is read afterwards is read with care."""
    assert isinstance(call.receiver, Object)
    call.host.write(call.receiver, LOOKED_OVER, TRUE)
    return call.unknown()


@handles(
    *(
        f"{kind}.{name}"
        for kind in (HISTORY_DICT, EPOCH_LOGS)
        for name in ("__setitem__", "clear", "pop", "setdefault", "update")
    ),
    is_method=True,
)
def change(call: LibraryCall) -> Value:
    """Names are added, renamed or taken away."""
    assert isinstance(call.receiver, Object)
    call.host.write(call.receiver, CHANGED, TRUE)
    return call.unknown()


# --- callbacks of the project ------------------------------------------------------------------------


def run_callbacks(call: LibraryCall, given: Value | None, event: FitEvent) -> None:
    """Run what callbacks of the project do around an epoch, once."""
    host = call.host
    host.write(event.logs, TRAINED, event)

    def run(callback: Value) -> Value:
        functions = _around_epoch(host, callback, call.receiver)
        if functions is not None:
            event.followed.add(callback)
            for name, function in functions.items():
                epoch = () if name.startswith("on_train") else (call.unknown(),)
                logs = event.logs if name == "on_epoch_end" else call.unknown()
                host.call(function, Arguments((*epoch, logs)), call.origin)
        return callback

    for callback in (host.items(given) if given is not None else None) or ():
        host.each(callback, run)


def _around_epoch(host: Host, callback: Value, model: Value | None) -> dict[str, Value] | None:
    """What a callback of the project calls around an epoch, in that order; None if that is not all."""
    if isinstance(callback, LibraryObject) and callback.name == "keras.callbacks.LambdaCallback":
        given = callback.arguments
        is_all = not given.is_open_keyword and not given.positional and given.keywords.keys() <= set(_HOOKS)
        return {name: given.keywords[name] for name in _HOOKS if name in given.keywords} if is_all else None
    if not isinstance(callback, Instance) or callback.cls.has_unknown_base:
        return None
    bases = callback.cls.library_bases()
    is_callback = bool(bases) and all(base.startswith("keras.callbacks.") for base in bases)
    if not is_callback or any(has_own_method(host, callback, name) for name in _BATCH_HOOKS):
        return None
    if model is not None:
        host.write(callback, "model", model)
    own = [name for name in _HOOKS if has_own_method(host, callback, name)]
    return {name: host.attribute(callback, name, callback.origin) for name in own}


@handles(*(f"keras.callbacks.{name}.{hook}" for name in CALLBACKS for hook in _HOOKS), is_method=True)
def around_epoch(call: LibraryCall) -> Value:
    """``super().on_epoch_end(epoch, logs)``."""
    return NONE


@handles(*(f"keras.callbacks.{name}.set_model" for name in _GIVEN_MODELS), is_method=True)
def _set_model(call: LibraryCall) -> Value:
    if isinstance(call.receiver, Object):
        call.host.write(call.receiver, "model", call.argument("model", 0) or call.unknown())
    return NONE


@handles(*(f"keras.callbacks.{name}.@model" for name in _GIVEN_MODELS))
def _model_of_callback(call: LibraryCall) -> Value:
    """The model that a callback is given to, where no training call in view does that."""
    token = ("attribute", call.receiver, "model")
    return UnknownValue(Why.PARAMETER, "the model of a callback", token, origin=call.origin)
