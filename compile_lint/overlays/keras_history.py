"""What training gives back: the numbers that it logged after each epoch, by their names."""

from __future__ import annotations

from compile_lint.model import UseKind
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.cells import HANDED_OUT, LOOKED_OVER, TRAINED
from compile_lint.values.events import FitEvent, UseEvent
from compile_lint.values.kinds import HISTORY, HISTORY_DICT, is_model
from compile_lint.values.values import (
    NO_ARGUMENTS,
    NONE,
    TRUE,
    UNBOUND,
    Const,
    LibraryObject,
    Object,
    Value,
)

_LAST = "history"  # the attribute of a model that holds what its last training logged


def history_of(call: LibraryCall, trained: Value) -> LibraryObject:
    """What a training call gives; ``trained`` is its FitEvent, a Choice of them, or nothing known."""
    made = LibraryObject(HISTORY, call.arguments, call.origin)
    logged = LibraryObject(HISTORY_DICT, NO_ARGUMENTS, call.origin)
    call.host.write(made, _LAST, logged)
    call.host.write(logged, TRAINED, trained)
    if isinstance(call.receiver, Object) and is_model(call.receiver):
        call.host.write(call.receiver, _LAST, made)
    return made


@handles(f"{HISTORY_DICT}.__getitem__", is_method=True)
def read_log(call: LibraryCall) -> Value:
    """``history.history["loss"]``: a KeyError where nothing of that name was logged."""
    logged, name = call.receiver, call.argument("key", 0)
    assert isinstance(logged, LibraryObject)
    is_as_logged = all(call.host.read(logged, cell) == UNBOUND for cell in (LOOKED_OVER, HANDED_OUT))
    if isinstance(name, Const) and isinstance(name.value, str) and is_as_logged:
        text = name.value

        def note(trained: Value) -> Value:
            if isinstance(trained, FitEvent):
                call.host.record(UseEvent(call.origin, trained.compiled, UseKind.LOG, text, trained))
            return trained

        call.host.each(call.host.read(logged, TRAINED), note)
    return call.unknown()


@handles(f"{HISTORY_DICT}.keys", is_method=True)
def names_of_logs(call: LibraryCall) -> Value:
    """The names, which count as the dict itself: whether one is among them is asked of either."""
    assert call.receiver is not None
    return call.receiver


@handles(
    *(
        f"{HISTORY_DICT}.{name}"
        for name in ("__contains__", "__setitem__", "clear", "pop", "setdefault", "update")
    ),
    is_method=True,
)
def look_over(call: LibraryCall) -> Value:
    """Asked what is there, or changed: what is read afterwards is read with care."""
    assert isinstance(call.receiver, Object)
    call.host.write(call.receiver, LOOKED_OVER, TRUE)
    return NONE if call.name.endswith("__setitem__") else call.unknown()
