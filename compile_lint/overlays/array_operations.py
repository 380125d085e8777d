"""Operations that exist as functions and as methods alike: ``np.reshape(y, s)`` and ``y.reshape(s)``."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from compile_lint.overlays.array_literals import as_array
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.records import dataclass
from compile_lint.values.values import Array, ListObject, Tensor, TupleValue, UnknownValue, Value, leaves

# What the argument that holds the data is called, if it is passed by name.
_OPERAND_NAMES = (
    "a",
    "x",
    "arr",
    "array",
    "input",
    "inputs",
    "tensor",
    "value",
    "values",
    "object",
    "ary",
    "m",
)


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation on an array, called as a function or as a method."""

    call: LibraryCall
    array: Array

    def option(self, name: str, index: int | None = None) -> Value | None:
        """The argument called ``name`` or at ``index``, where the data themselves do not count."""
        return option_of(self.call, name, index)


def option_of(call: LibraryCall, name: str, index: int | None = None) -> Value | None:
    """An argument beside the data, at 0-based ``index`` behind them."""
    is_shifted = call.receiver is None and not any(key in call.arguments.keywords for key in _OPERAND_NAMES)
    return call.argument(name, index if index is None or not is_shifted else index + 1)


def data_of(call: LibraryCall) -> Value | None:
    """The data that a function or method works on."""
    if call.receiver is not None:
        return call.receiver
    if call.arguments.positional:
        return call.arguments.positional[0]
    return next((call.arguments.keywords[n] for n in _OPERAND_NAMES if n in call.arguments.keywords), None)


def has_tensor(call: LibraryCall) -> bool:
    """Whether a symbolic tensor is among the arguments: then the call is part of a model."""
    for argument in call.arguments:
        is_sequence = isinstance(argument, TupleValue | ListObject)
        parts = _items_that_may_be(call, argument) if is_sequence else (argument,)
        if any(isinstance(part, Tensor) for part in parts):
            return True
    return False


def _items_that_may_be(call: LibraryCall, sequence: Value) -> Iterator[Value]:
    """The items of a sequence, which may depend on the path."""
    items = call.host.items(sequence)
    if items is not None:
        yield from items
        return
    for one in leaves(call.host.frozen(sequence)):
        if isinstance(one, TupleValue):
            yield from one.items


def symbolic(call: LibraryCall) -> Tensor:
    """The symbolic tensor that a call on symbolic tensors makes."""
    first = call.host.frozen(next(iter(call.arguments)))
    return Tensor(call.called_as or call.name, first, call.origin, arguments=call.arguments)


def operation(
    *names: str, keeps_unknown: bool = False
) -> Callable[[Callable[[Operation], Value]], Callable[[Operation], Value]]:
    """Register an operation under the names of its functions and its method.

    Data that are not known give an unknown result; with ``keeps_unknown`` the very same unknown, for
    operations that change neither values nor identity.
    """

    def register(run: Callable[[Operation], Value]) -> Callable[[Operation], Value]:
        def handle(call: LibraryCall) -> Value:
            if has_tensor(call):
                return symbolic(call)
            data = data_of(call)
            array = as_array(data, call.host, call.origin)
            if array is None:
                return data if keeps_unknown and isinstance(data, UnknownValue) else call.unknown()
            return run(Operation(call, array))

        handles(*names)(handle)
        return run

    return register
