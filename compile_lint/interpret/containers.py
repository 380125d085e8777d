"""Lists, tuples, sets, dicts and ranges: their known contents."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from compile_lint.interpret.definitions import is_enumeration
from compile_lint.model import Origin, Why
from compile_lint.overlays.array_literals import array_listed
from compile_lint.overlays.array_subscripts import step_of
from compile_lint.overlays.derivations import (
    holds_places,
    is_position,
    known_tail,
    make_keys_unknown,
    some_position,
)
from compile_lint.overlays.one_hot_rows import are_zeros, note_one_set
from compile_lint.overlays.pandas_columns import whole
from compile_lint.overlays.python_objects import own_attributes
from compile_lint.values.alternatives import any_one_of_many
from compile_lint.values.cells import ELEMENT, FACTORY, FIELDS, GREW, ITEMS, KEYS, OWNER, cell_of, text_of
from compile_lint.values.conditions import Condition, Test
from compile_lint.values.events import ALL_LAYERS, SOME_LAYERS
from compile_lint.values.kinds import NAMED_TUPLE, is_dict
from compile_lint.values.sizes import MAX_WRITTEN_OUT
from compile_lint.values.values import (
    NO_ARGUMENTS,
    UNBOUND,
    Arguments,
    Array,
    BoundFunction,
    Choice,
    ClassValue,
    Const,
    Dataset,
    DictObject,
    DictValue,
    FrameObject,
    FunctionValue,
    Instance,
    LayerToken,
    LibraryName,
    LibraryObject,
    ListObject,
    ModelObject,
    Object,
    SliceValue,
    Tensor,
    TupleValue,
    UnknownValue,
    Value,
    choose,
    leaves,
)

if TYPE_CHECKING:
    from compile_lint.interpret.machine import Machine

MAX_NESTING = 12  # containers in containers that a snapshot follows
MAX_COPIES = 10_000  # of containers in one snapshot: a list may hold a list a thousand times
_NO_MEMBERS = (FunctionValue, BoundFunction, ClassValue)  # of an enumeration, in whose class they stand
MAX_ENTRIES = 6  # a larger dict gives an unknown value for a key that is not known


class Containers:
    """Makes and reads containers on the machine's store."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._copies_left = MAX_COPIES

    def new_list(self, items: tuple[Value, ...], origin: Origin | None) -> ListObject:
        made = ListObject(origin)
        self._machine.write(made, ITEMS, TupleValue(items))
        return made

    def new_open_list(self, why: UnknownValue, origin: Origin | None) -> ListObject:
        """A list whose contents are unknown."""
        made = ListObject(origin)
        self._machine.write(made, ITEMS, why)
        return made

    def new_dict(self, entries: Mapping[object, Value], origin: Origin | None) -> DictObject:
        made = DictObject(origin)
        for key, value in entries.items():
            self._machine.write(made, cell_of(key), value)
        self._machine.write(made, KEYS, TupleValue(tuple(Const(key) for key in entries)))
        return made

    def items(self, value: Value) -> tuple[Value, ...] | None:
        """The elements in order if they are all known to be there, else None."""
        if isinstance(value, TupleValue):
            return value.items
        if isinstance(value, ListObject):
            content = self._machine.store.settle(self._machine.read(value, ITEMS))
            return content.items if isinstance(content, TupleValue) else None
        if is_dict(value):
            entries = self.mapping(value)
            return None if entries is None else tuple(map(Const, entries))
        if isinstance(value, DictObject):
            keys = self._keys(value)
            return keys.items if isinstance(keys, TupleValue) else None
        if isinstance(value, LibraryObject) and value.name == NAMED_TUPLE:
            fields = self._machine.read(value, FIELDS)
            assert isinstance(fields, TupleValue)
            return tuple(
                self._machine.read(value, str(name.value)) for name in fields.items if isinstance(name, Const)
            )
        if isinstance(value, Instance) and "typing.NamedTuple" in value.cls.library_bases():
            return tuple(self._machine.read(value, name) for name in value.cells)
        if isinstance(value, ClassValue) and is_enumeration(value):
            return self._members(value)
        if isinstance(value, Dataset) and value.produced is not None:
            has_more = self._machine.read(value.produced, GREW) != UNBOUND
            return None if has_more else self.items(value.produced)
        if isinstance(value, Const) and isinstance(value.value, str | bytes) and len(value.value) <= 64:
            return tuple(Const(part, value.origin) for part in value.value)
        numbers = value.value if isinstance(value, Const) else None
        if isinstance(numbers, range) and not numbers[MAX_WRITTEN_OUT:]:  # ``len`` fails where it is huge
            return tuple(Const(number, value.origin) for number in numbers)
        return None

    def _members(self, enumeration: ClassValue) -> tuple[Value, ...]:
        """The members in order; a second name of the same value is no member of its own."""
        values = (self._machine.read(enumeration, name) for name in enumeration.cells if name[0] not in "_@")
        return tuple(
            dict.fromkeys(one for one in values if one != UNBOUND and not isinstance(one, _NO_MEMBERS))
        )

    def mapping(self, value: Value) -> Mapping[object, Value] | None:
        """The entries of a dict whose keys are all known, else None."""
        if isinstance(value, Instance) and is_dict(value):
            value = own_attributes(self._machine, value, value.origin)
        if not isinstance(value, DictObject):
            return None
        keys = self._keys(value)
        if not isinstance(keys, TupleValue):
            return None
        found: dict[object, Value] = {}
        for key in keys.items:
            if not isinstance(key, Const):
                return None
            found[key.value] = self._machine.read(value, cell_of(key.value))
        return found

    def sure_entries(self, value: Value) -> Mapping[object, Value]:
        """The entries under text that a dict holds on every path, whatever else it may hold."""
        settle = self._machine.store.settle
        found: dict[object, Value] = {}
        if not isinstance(value, DictObject):
            return found
        for cell in value.cells:
            key = text_of(cell)
            if key is not None:
                entry = settle(self._machine.read(value, cell))
                if UNBOUND not in leaves(entry):
                    found[key] = entry
        return found

    def _keys(self, value: DictObject) -> Value:
        return self._machine.store.settle(self._machine.read(value, KEYS))

    def frozen(self, value: Value) -> Value:
        """A copy of ``value`` that later changes of lists and dicts do not reach."""
        self._copies_left = MAX_COPIES
        return self._frozen(value, 0)

    def _frozen(self, value: Value, depth: int) -> Value:
        value = self._machine.store.settle(value)
        if isinstance(value, Choice):
            return choose(value.condition, self._frozen(value.yes, depth), self._frozen(value.no, depth))
        if isinstance(value, ListObject | TupleValue | DictObject | Dataset):
            self._copies_left -= 1
            if self._copies_left < 0 or depth > MAX_NESTING:
                return self._machine.unknown(Why.TOO_DEEP, "lists of lists", value.origin)
        if isinstance(value, TupleValue):
            items = tuple(self._frozen(item, depth + 1) for item in value.items)
            return TupleValue(items, value.origin, value.is_open)
        if isinstance(value, ListObject):
            array = array_listed(self._machine, value)
            if array is not None:
                return array
            content = self._frozen(self._machine.read(value, ITEMS), depth)
            is_open = self._machine.read(value, GREW) != UNBOUND
            return self._machine.map(content, lambda one: self._listed(value, one, is_open=is_open))
        if isinstance(value, FrameObject):
            return whole(value, self._machine)
        if isinstance(value, Dataset):
            return replace(value, element=self._frozen(value.element, depth + 1))
        if isinstance(value, DictObject):
            return self._frozen_dict(value, depth)
        return value

    def _frozen_dict(self, value: DictObject, depth: int) -> Value:
        keys = self._keys(value)
        entries: dict[object, Value] = {}
        for content in leaves(keys):
            if not isinstance(content, TupleValue) or not all(
                isinstance(key, Const) for key in content.items
            ):
                return self._machine.unknown(Why.DYNAMIC, "a dict filled at run time", value.origin)
            for key in content.items:
                if isinstance(key, Const) and key.value not in entries:
                    entry = self._machine.read(value, cell_of(key.value))
                    entries[key.value] = self._frozen(entry, depth + 1)

        def on_path(content: Value) -> Value:
            assert isinstance(content, TupleValue)
            named = (key.value for key in content.items if isinstance(key, Const))
            return DictValue(tuple((key, entries[key]) for key in named), value.origin)

        return self._machine.map(keys, on_path)

    def _listed(self, value: ListObject, content: Value, *, is_open: bool) -> Value:
        """One possible content of a list; where its length is not known, the kind of its items may be."""
        if isinstance(content, TupleValue):
            return replace(content, origin=value.origin, is_open=is_open)
        element = self._machine.read(value, ELEMENT)
        kinds = (Tensor, LibraryObject, ModelObject, Instance)
        if element == UNBOUND or not all(
            isinstance(one, kinds) or (isinstance(one, Const) and isinstance(one.value, str))
            for one in leaves(element)
        ):
            return content
        return TupleValue((element,), value.origin, is_open=True)

    def set_item(self, target: Value, index: Value, value: Value) -> None:
        """``target[index] = value``; what cannot be followed makes the container's contents unknown."""
        machine = self._machine
        if isinstance(target, DictObject):
            if OWNER in target.cells and isinstance(index, Const):
                machine.attributes.set(machine.read(target, OWNER), str(index.value), value)
            if not isinstance(index, Const) or not _is_hashable(index.value):
                self._set_unknown_key(target, value)
                return
            cell = cell_of(index.value)
            is_new = OWNER not in target.cells and machine.read(target, cell) == UNBOUND
            machine.write(target, cell, value)
            keys = machine.read(target, KEYS)
            if isinstance(keys, TupleValue) and (is_new or index not in keys.items):
                machine.write(target, KEYS, TupleValue((*keys.items, Const(index.value))))
            elif isinstance(keys, Choice):
                machine.write(target, KEYS, machine.each(keys, lambda k: _with_key(k, index)))
        elif isinstance(target, LibraryObject | LibraryName | FrameObject | Instance):
            machine.calls.invoke(target, "__setitem__", Arguments((index, value)), value.origin)
        elif isinstance(target, ListObject):
            items = self.items(target)
            if items is not None and isinstance(index, Const) and isinstance(index.value, int):
                if -len(items) <= index.value < len(items):
                    changed = list(items)
                    changed[index.value] = value
                    machine.write(target, ITEMS, TupleValue(tuple(changed)))
            else:
                element = machine.read(target, ELEMENT)
                were_zeros = are_zeros(machine, target)
                machine.write(target, ITEMS, machine.unknown(Why.DYNAMIC, "an item set at run time"))
                if element != UNBOUND:  # now any one is as before, or as the new one
                    machine.write(target, ELEMENT, choose(Condition(object()), value, element))
                if were_zeros:
                    note_one_set(machine, target, value, None if items is None else len(items))

    def _set_unknown_key(self, target: DictObject, value: Value) -> None:
        machine = self._machine
        some = machine.unknown(Why.DYNAMIC, "a key known at run time only")
        is_first = machine.read(target, KEYS) == TupleValue(())
        are_places = is_position(value) and (is_first or holds_places(machine, target))
        make_keys_unknown(machine, target, some, are_places=are_places)
        owner = machine.read(target, OWNER)
        if isinstance(owner, Object):
            machine.write(owner, KEYS, some)

    def get_item(self, target: Value, index: Value, origin: Origin | None) -> Value:
        """``target[index]`` for containers and strings; unknown where it cannot be followed."""
        machine = self._machine
        if isinstance(target, DictObject):
            return self._dict_item(target, index, origin)
        items = self.items(target)
        if items is None:
            items = known_tail(machine, target)
            place = index.value if isinstance(index, Const) else None
            if isinstance(place, int) and -len(items) <= place < 0:
                return items[place]
            some = None
            if isinstance(index, SliceValue):
                some = self._some_items(target, index, origin)
            elif isinstance(index, TupleValue):
                some = self._some_parts(target, index, origin)
            return some or machine.unknown(Why.DYNAMIC, "an item of an unknown sequence", origin)
        if isinstance(index, Const) and isinstance(index.value, int):
            if -len(items) <= index.value < len(items):
                return items[index.value]
            return machine.unknown(Why.DYNAMIC, "an index out of range", origin)
        if isinstance(index, SliceValue):
            bounds: list[Any] = [part.value if isinstance(part, Const) else ... for part in _parts(index)]
            if ... not in bounds:
                try:
                    chosen = items[slice(*bounds)]
                except (TypeError, ValueError):
                    return machine.unknown(Why.DYNAMIC, "a slice", origin)
                if isinstance(target, Const) and isinstance(target.value, str):
                    return Const(target.value[slice(*bounds)], origin)
                if isinstance(target, ListObject):
                    return self.new_list(chosen, origin)
                return TupleValue(chosen, origin)
        if items and all(item == items[0] for item in items):
            return items[0]
        if items and len(items) <= MAX_ENTRIES and all(isinstance(item, ListObject) for item in items):
            return _any_of(items, index)  # one that is appended to may be any of them
        alike = any_one_of_many(items, _identity(target, index)) if items else None
        return alike or machine.unknown(Why.DYNAMIC, "an item chosen at run time", origin)

    def _some_items(self, target: Value, index: SliceValue, origin: Origin | None) -> Value | None:
        """A slice of a list of which it is known what any one item is like."""
        element = self._machine.read(target, ELEMENT) if isinstance(target, ListObject) else UNBOUND
        if element == UNBOUND:
            return None
        if isinstance(element, UnknownValue) and isinstance(element.token, LayerToken):
            return self._some_layers(target, element, index, origin)
        made = self.new_open_list(self._machine.unknown(Why.DYNAMIC, "a part of a list", origin), origin)
        self._machine.write(made, ELEMENT, element)
        return made

    def _some_parts(self, target: Value, index: TupleValue, origin: Origin | None) -> Value | None:
        """``pairs[:, 1]``: one part of each item."""
        match index.items:
            case (SliceValue() as rows, place):
                some = self._some_items(target, rows, origin)
                if isinstance(some, ListObject):
                    part = self.get_item(self._machine.read(some, ELEMENT), place, origin)
                    self._machine.write(some, ELEMENT, part)
                return some
        return None

    def _some_layers(
        self, target: Value, layer: UnknownValue, index: SliceValue, origin: Origin | None
    ) -> Value:
        """A slice of the layers of a model that are not in view."""
        assert isinstance(layer.token, LayerToken)
        made = self.new_open_list(self._machine.unknown(Why.DYNAMIC, "some layers", origin), origin)
        is_of_all = layer.token.home is target and layer.token.part == ALL_LAYERS
        part = step_of(index) if is_of_all else SOME_LAYERS
        self._machine.write(made, ELEMENT, replace(layer, token=LayerToken(layer.token.model, made, part)))
        return made

    def _dict_item(self, target: DictObject, index: Value, origin: Origin | None) -> Value:
        machine = self._machine
        if isinstance(index, Array):  # what serves as a key is one value of it
            index = UnknownValue(Why.DYNAMIC, "one value of an array", index.token, origin=index.origin)
        if isinstance(index, Const) and _is_hashable(index.value):
            found = machine.read(target, cell_of(index.value))
            if found != UNBOUND:
                return found
            factory = machine.read(target, FACTORY)
            if factory != UNBOUND and self.has_key(target, index.value) is False:
                made = machine.call(factory, NO_ARGUMENTS, origin)
                self.set_item(target, index, made)
                return made
        entries = self.mapping(target)
        if isinstance(index, UnknownValue) and entries and len(entries) <= MAX_ENTRIES:
            is_key = Condition(Test(index.token, "in", frozenset(entries)))
            machine.store.assume(is_key, True)  # any other key would have raised
            *others, last = entries.items()
            chosen = last[1]
            for key, value in reversed(others):
                chosen = choose(Condition(Test(index.token, "==", key)), value, chosen)
            return chosen
        if holds_places(machine, target):
            return some_position(origin)
        alike = any_one_of_many(tuple(entries.values()), _identity(target, index)) if entries else None
        return alike or machine.unknown(Why.DYNAMIC, "an entry that no code in view sets", origin)

    def has_key(self, target: DictObject, key: object) -> bool | None:
        """Whether the dict has the key; None where that is not known."""
        if self._machine.read(target, cell_of(key)) != UNBOUND:
            return True
        keys = self._machine.read(target, KEYS)
        return False if isinstance(keys, TupleValue) else None


def _identity(container: Value, index: Value) -> Hashable:
    """What stands at a place that is not known: the same whenever it is asked for."""
    return (container, index.token) if isinstance(index, UnknownValue) else object()


def _any_of(items: tuple[Value, ...], index: Value) -> Value:
    """The item at a place that is not known."""
    *others, chosen = items
    for place, item in reversed(list(enumerate(others))):
        test = Test(index.token, "==", place) if isinstance(index, UnknownValue) else object()
        chosen = choose(Condition(test), item, chosen)
    return chosen


def _with_key(keys: Value, index: Const) -> Value:
    if isinstance(keys, TupleValue) and index not in keys.items:
        return TupleValue((*keys.items, Const(index.value)))
    return keys


def _parts(index: SliceValue) -> tuple[Value, Value, Value]:
    return index.lower, index.upper, index.step


def _is_hashable(value: object) -> bool:
    try:
        hash(value)
    except TypeError:
        return False
    return True
