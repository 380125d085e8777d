"""The whole graph behind a model's outputs, as far as it is known."""

from __future__ import annotations

from collections.abc import Iterator

from compile_lint.values.values import (
    NONE,
    DictValue,
    LibraryObject,
    Tensor,
    TupleValue,
    UnknownValue,
    Value,
    leaves,
)

MAX_TENSORS = 5_000


def tensors_behind(outputs: Value) -> Iterator[Tensor | UnknownValue]:
    """Every tensor that outputs are made from, in any world; unknowns stand for what cannot be seen."""
    stack: list[Value] = [outputs]
    seen: set[int] = set()
    while stack and len(seen) < MAX_TENSORS:
        for value in leaves(stack.pop()):
            if isinstance(value, TupleValue):
                stack.extend(value.items)
            elif isinstance(value, DictValue):
                stack.extend(entry for _, entry in value.entries)
            elif isinstance(value, UnknownValue):
                yield value
            elif isinstance(value, Tensor) and id(value) not in seen:
                seen.add(id(value))
                yield value
                stack.append(value.inputs)
                if value.inner is not None:
                    stack.append(value.inner)


def may_add_losses(outputs: Value) -> bool:
    """Whether some layer adds to the loss (a regulariser, code of its own), as far as can be seen."""
    for tensor in tensors_behind(outputs):
        if isinstance(tensor, UnknownValue):
            return True
        if isinstance(tensor.producer, str):
            continue
        for layer in leaves(tensor.producer):
            if not isinstance(layer, LibraryObject):
                if tensor.inner is None:
                    return True
                continue
            if layer.class_name == "ActivityRegularization" or not layer.name.startswith("keras."):
                return True
            for name, value in layer.arguments.keywords.items():
                if name.endswith("regularizer") and value != NONE:
                    return True
    return False
