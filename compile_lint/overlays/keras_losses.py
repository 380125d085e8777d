"""Loss functions of Keras that are called by the program itself."""

from __future__ import annotations

from compile_lint.knowledge.losses import LOSSES
from compile_lint.model import Why
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.values import LibraryObject, Tensor, Value

_DATA = ("y_true", "y_pred")
_FUNCTIONS = sorted({name for fact in LOSSES.values() for name in fact.functions if name != fact.class_name})


@handles(*(f"keras.losses.{name}" for name in _FUNCTIONS))
def _loss_function(call: LibraryCall) -> Value:
    """``mean_squared_error(y_true, y_pred)``; without data it is kept to be told from a loss object."""
    given = call.arguments
    is_open = given.is_open_positional or given.is_open_keyword
    if not is_open and any(given.get(name, index) is None for index, name in enumerate(_DATA)):
        return LibraryObject(call.name, given, call.origin, call.flavour)
    tensor = next((value for value in given if isinstance(value, Tensor)), None)
    if tensor is not None:
        return Tensor(call.name, tensor, call.origin, arguments=given)
    return call.unknown(Why.NOT_SUPPORTED_YET)
