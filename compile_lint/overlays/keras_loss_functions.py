"""Project functions that only hand their arguments on to a loss of Keras."""

from __future__ import annotations

from dataclasses import replace

import libcst as cst

from compile_lint.knowledge.losses import loss_by_function
from compile_lint.overlays.registry import LibraryCall
from compile_lint.values.values import (
    NONE,
    Arguments,
    BoundFunction,
    DictValue,
    FunctionValue,
    LibraryName,
    LibraryObject,
    Tensor,
    TupleValue,
    Value,
)

MAX_STATEMENTS = 3  # a longer function does more than to hand on

_LOSSES, _METRICS = "keras.losses.", "keras.metrics."
_TRUE, _PREDICTED = "@labels", "@predictions"  # producers of the tensors that a function is tried on
_NAMES = ("y_true", "y_pred")


def with_forwarded_losses(call: LibraryCall, loss: Value) -> Value:
    """What was given as loss, with functions that stand for a loss of Keras replaced by it."""
    host = call.host

    def one(value: Value) -> Value:
        if isinstance(value, TupleValue):
            return replace(value, items=tuple(with_forwarded_losses(call, item) for item in value.items))
        if isinstance(value, DictValue):
            entries = ((key, with_forwarded_losses(call, entry)) for key, entry in value.entries)
            return replace(value, entries=tuple(entries))
        if isinstance(value, FunctionValue) and _is_short(value):
            return _forwarded(call, value) or value
        return value

    return host.each(loss, one)


def _is_short(function: FunctionValue) -> bool:
    body = function.node.body
    return not isinstance(body, cst.IndentedBlock) or len(body.body) <= MAX_STATEMENTS


def _forwarded(call: LibraryCall, function: FunctionValue) -> Value | None:
    """The loss of Keras that a function of labels and predictions comes down to; None if it is its own."""
    true, predicted = Tensor(_TRUE, NONE, call.origin), Tensor(_PREDICTED, NONE, call.origin)
    result = call.host.call(function, Arguments((true, predicted)), call.origin)
    if not isinstance(result, Tensor) or result.arguments.is_open_keyword:
        return None
    given = result.arguments
    handed_on = tuple(given.get(name, index) for index, name in enumerate(_NAMES))
    if handed_on[0] is not true or handed_on[1] is not predicted or len(given.positional) > len(_NAMES):
        return None
    rest = {name: value for name, value in given.keywords.items() if name not in _NAMES}
    if isinstance(result.producer, LibraryObject) and result.producer.name.startswith(_LOSSES):
        return None if rest else result.producer
    name = _name_of(result.producer) if isinstance(result.producer, str) else None
    if name is not None:
        return BoundFunction(LibraryName(name, origin=result.origin), Arguments((), rest), result.origin)
    return None


def _name_of(producer: str) -> str | None:
    """The name of a loss function; ``keras.metrics`` has the same functions (keras/src/losses/losses.py)."""
    name = producer.removeprefix(_METRICS)
    if name != producer:
        return _LOSSES + name if loss_by_function(name) is not None else None
    return producer if producer.startswith(_LOSSES) else None
