"""What results of pure functions and of unfinished containers are made of.

An unknown result is named by what it was worked out from, so that working it out again gives the same
unknown, and two tests of it are one question.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeGuard

import libcst as cst

from compile_lint.model import Origin, Why
from compile_lint.overlays.registry import Handler, LibraryCall
from compile_lint.values.cells import ELEMENT, ITEMS, KEYS, KIND, NO_ENTRIES, PLACES, TAIL
from compile_lint.values.host import Host
from compile_lint.values.store import truth_condition
from compile_lint.values.values import (
    FALSE,
    TRUE,
    UNBOUND,
    Arguments,
    Array,
    BoundFunction,
    ClassValue,
    Const,
    DictObject,
    FunctionValue,
    Instance,
    LibraryObject,
    ListObject,
    ModelObject,
    TupleValue,
    UnknownValue,
    Value,
    leaves,
)


def token_of(value: Value | None) -> Hashable | None:
    """What names an immutable value, or None where nothing does."""
    if isinstance(value, UnknownValue | Array):
        return value.token
    if isinstance(value, Const):
        return (type(value.value).__name__, repr(value.value))
    if isinstance(value, TupleValue):
        tokens = tuple(token_of(item) for item in value.items)
        return None if None in tokens else tokens
    return None


def derived(call: LibraryCall, name: str, *values: Value | None) -> UnknownValue:
    """The unknown result of the pure function ``name`` of ``values``; one left out is None."""
    source = next((value for value in values if isinstance(value, UnknownValue)), None)
    tokens = tuple(() if value is None else token_of(value) for value in values)
    if source is None or None in tokens or call.arguments.is_open_positional:
        return call.unknown(source.why if source is not None else Why.DYNAMIC)
    detail = f"{name}(...)" if not source.detail else f"{name}({source.detail})"
    return UnknownValue(source.why, detail, (name, *tokens), origin=call.origin)


_NUMBERS = frozenset({"float", "int", "len", "position"})


def is_one_number(value: Value) -> bool:
    """Whether a value is surely one number, known or not."""
    if isinstance(value, Const):
        return isinstance(value.value, int | float)
    token = value.token if isinstance(value, UnknownValue) else None
    return isinstance(token, tuple) and token[0] in _NUMBERS


def some_position(origin: Origin | None) -> UnknownValue:
    """The place of one item among many, nobody knows which: a number."""
    return UnknownValue(Why.DYNAMIC, "a position", ("position", object()), origin=origin)


def is_position(value: Value) -> TypeGuard[UnknownValue]:
    """Whether a value is such a place."""
    return isinstance(value, UnknownValue) and isinstance(value.token, tuple) and value.token[0] == "position"


def are_places(value: Value) -> bool:
    """Whether a value is such a place, in some cases perhaps one among items that are all known."""
    numbers = list(leaves(value))
    is_place = any(is_position(one) for one in numbers)
    return is_place and all(is_position(one) or is_whole_number(one) for one in numbers)


def is_whole_number(value: Value) -> bool:
    return isinstance(value, Const) and type(value.value) is int


def holds_places(host: Host, value: DictObject) -> bool:
    """Whether the keys of a dict are unknown and every entry is such a place: ids of classes, by name."""
    places = host.read(value, PLACES)
    contents = [keys for keys in leaves(host.read(value, KEYS)) if keys != TupleValue(())]
    others = (cell for cell in value.cells if cell not in NO_ENTRIES)
    return contents == [places] and all(host.read(value, cell) == UNBOUND for cell in others)


def make_keys_unknown(host: Host, value: DictObject, keys: UnknownValue, *, are_places: bool) -> None:
    """Give a dict unknown keys; ``are_places`` tells that every entry is the place of an item among many.

    The keys are kept with that: whatever else makes them unknown anew loses it.
    """
    host.write(value, KEYS, keys)
    if are_places:
        host.write(value, PLACES, keys)


def is_range(value: Value) -> bool:
    """Whether a value is a range of unknown bounds."""
    return isinstance(value, UnknownValue) and isinstance(value.token, tuple) and value.token[0] == "range"


def truth(host: Host, value: Value) -> bool | None:
    """Whether a value counts as true; None where that is not known."""
    if isinstance(value, Const):
        return bool(value.value)
    items = host.items(value)
    if items is not None:
        return bool(items)
    if isinstance(value, FunctionValue | ClassValue | BoundFunction | LibraryObject | ModelObject):
        return True
    if isinstance(value, Instance):
        names = {name for cls in value.cls.mro() for name in cls.cells}
        is_plain = not value.cls.has_unknown_base and not any(value.cls.library_bases())
        return True if is_plain and not names & {"__bool__", "__len__"} else None
    return None


def truth_value(call: LibraryCall, value: Value) -> Value:
    """``bool(value)``: the truth of an unknown stays the same question as the unknown itself."""
    known = truth(call.host, value)
    if known is not None:
        return Const(known, call.origin)
    if isinstance(value, UnknownValue):
        condition, answer = truth_condition(value)
        token = ("bool", value.token)
        return UnknownValue(value.why, value.detail, token, condition.test, not answer, call.origin)
    return call.unknown()


def boolean(answer: bool | None, call: LibraryCall) -> Value:
    """A Const for an answer, an unknown for none."""
    if answer is None:
        return call.unknown()
    return TRUE if answer else FALSE


def listed(call: LibraryCall, items: tuple[Value, ...], kind: str = "list") -> ListObject:
    """A fresh list, or what is held as one (``kind``: set, map, zip ...)."""
    made = call.host.new_list(items, call.origin)
    if kind != "list":
        call.host.write(made, KIND, Const(kind))
    return made


def open_list(
    call: LibraryCall, element: Value | None, kind: str = "list", content: UnknownValue | None = None
) -> ListObject:
    """A fresh list whose items are unknown; ``element`` is what any one of them is like."""
    made = listed(call, (), kind)
    call.host.write(made, ITEMS, content or call.unknown())
    if element is not None:
        call.host.write(made, ELEMENT, element)
    return made


def known_tail(host: Host, value: Value) -> tuple[Value, ...]:
    """The last items of a list whose other items are unknown, as far as they are known."""
    if not isinstance(value, ListObject):
        return ()
    content, tail = host.read(value, ITEMS), host.read(value, TAIL)
    if isinstance(content, UnknownValue) and isinstance(tail, TupleValue) and tail.items[0] == content:
        return tail.items[1:]
    return ()


def end_with(host: Host, target: ListObject, content: UnknownValue, tail: tuple[Value, ...]) -> None:
    """Give a list unknown items that end with the items of ``tail``.

    The unknown is kept with them: whatever makes the items unknown anew loses the tail.
    """
    host.write(target, ITEMS, content)
    host.write(target, TAIL, TupleValue((content, *tail)) if tail else UNBOUND)


def iterated(host: Host, value: Value | None) -> Value | None:
    """What a loop over ``value`` goes through: what an instance's own ``__iter__`` returns."""
    if not isinstance(value, Instance):
        return value
    method = host.attribute(value, "__iter__", value.origin)
    if not isinstance(method, BoundFunction):
        return value
    return host.call(method, Arguments(), value.origin)


def any_items(host: Host, value: Value) -> tuple[Value, ...] | None:
    """All that a list or tuple may hold, in no order and each once; None where that is not known."""
    if isinstance(value, TupleValue):
        return tuple(dict.fromkeys(value.items))
    if not isinstance(value, ListObject):
        return None
    found: list[Value] = []
    for content in leaves(host.read(value, ITEMS)):
        if isinstance(content, TupleValue):
            found.extend(content.items)
        else:
            found.extend(leaves(host.read(value, ELEMENT)))
    return None if UNBOUND in found else tuple(dict.fromkeys(found))


def kind_of_list(host: Host, value: ListObject) -> str:
    """``list``, or what else is held as a list: ``set``, ``map``, ``zip``..."""
    kind = host.read(value, KIND)
    if isinstance(kind, Const):
        return str(kind.value)
    written = value.origin.node if value.origin is not None else None
    if isinstance(written, cst.Set | cst.SetComp):
        return "set"
    return "generator" if isinstance(written, cst.GeneratorExp) else "list"


def over_contents(handler: Handler) -> Handler:
    """A handler that sees one content at a time of its receiver and its positional lists and dicts.

    A list that one branch appended to holds one content or another.
    """

    def split(call: LibraryCall) -> Value:
        containers = [
            value
            for value in (call.receiver, *call.arguments.positional)
            if isinstance(value, ListObject | DictObject)
        ]
        return over_each(call.host, containers, lambda: handler(call))

    return split


def over_each(host: Host, containers: list[ListObject | DictObject], run: Callable[[], Value]) -> Value:
    """``run`` with one content at a time of the containers."""
    if not containers:
        return run()
    first, rest = containers[0], containers[1:]
    content = host.read(first, ITEMS if isinstance(first, ListObject) else KEYS)
    if content == UNBOUND:
        return over_each(host, rest, run)
    return host.each(content, lambda _: over_each(host, rest, run))
