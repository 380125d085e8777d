"""What is assigned where a value is unpacked into several targets."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from compile_lint.overlays.array_facts import derived_token
from compile_lint.values.cells import GREW, ITEMS
from compile_lint.values.kinds import is_data
from compile_lint.values.store import DeadPath
from compile_lint.values.values import (
    UNBOUND,
    Array,
    Choice,
    Const,
    Instance,
    ListObject,
    Tensor,
    TupleValue,
    UnknownValue,
    Value,
    choose,
    leaves,
)

if TYPE_CHECKING:
    from compile_lint.interpret.machine import Machine


def parts(machine: Machine, value: Value, count: int) -> tuple[Value, ...]:
    """A value of unknown length unpacked into ``count`` parts."""
    value = machine.store.settle(value)
    if isinstance(value, ListObject) and machine.read(value, GREW) == UNBOUND:
        content = machine.store.settle(machine.read(value, ITEMS))
        value = content if isinstance(content, Choice) else value
    value = _of_length(machine, value, count)
    if isinstance(value, Choice):
        left = _known_parts(machine, value.yes, count)
        right = _known_parts(machine, value.no, count)
        return tuple(choose(value.condition, a, b) for a, b in zip(left, right, strict=True))
    return _known_parts(machine, value, count)


def _of_length(machine: Machine, value: Value, count: int) -> Value:
    """What is left of a choice where another number of items raises, unless no way is left."""

    def raises(one: Value) -> bool:
        return isinstance(one, TupleValue) and not one.is_open and len(one.items) != count

    def run(one: Value) -> Value:
        if raises(one):
            raise DeadPath
        return one

    is_left = {not raises(leaf) for leaf in leaves(value)}
    return machine.each(value, run) if is_left == {True, False} else value


def _known_parts(machine: Machine, value: Value, count: int) -> tuple[Value, ...]:
    if isinstance(value, Choice):
        return parts(machine, value, count)
    items = machine.items(value)
    if items is not None and len(items) == count:
        return items
    if isinstance(value, UnknownValue):
        return tuple(
            UnknownValue(value.why, value.detail, ("item", value.token, repr(i)), origin=value.origin)
            for i in range(count)
        )
    if isinstance(value, Tensor) and isinstance(value.producer, Instance) and value.inner is None:
        return (value,) * count  # a layer of the project gives several tensors: all of them are its own
    if is_data(value):
        return tuple(machine.calls.item(value, Const(i), value.origin) for i in range(count))
    return tuple(_told_apart(machine.expressions.element(value), i) for i in range(count))


def _told_apart(element: Value, index: int) -> Value:
    """The item at ``index`` of what holds ``element`` at every place: as it in kind, but other data."""
    if isinstance(element, UnknownValue):
        return replace(element, token=("item", element.token, repr(index)))
    if isinstance(element, Array):
        return replace(element, token=derived_token(element.token, ("item", repr(index))))
    if isinstance(element, TupleValue):
        return replace(element, items=tuple(_told_apart(item, index) for item in element.items))
    return element
