"""Lists, sets, dicts and tuples: their methods, and the classes that make dicts."""

from __future__ import annotations

import sys
from collections.abc import Callable, Hashable, Mapping

from compile_lint.model import Why
from compile_lint.overlays.derivations import (
    are_places,
    derived,
    end_with,
    holds_places,
    kind_of_list,
    known_tail,
    listed,
    make_keys_unknown,
    open_list,
    over_contents,
    some_position,
    token_of,
)
from compile_lint.overlays.python_builtins import in_order
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.cells import ELEMENT, FACTORY, ITEMS, KEYS, NO_ENTRIES, OWNER, cell_of
from compile_lint.values.conditions import Condition, ConditionKind
from compile_lint.values.host import Host
from compile_lint.values.kinds import is_dict
from compile_lint.values.sizes import MAX_ITEMS
from compile_lint.values.values import (
    NONE,
    UNBOUND,
    Arguments,
    Const,
    DictObject,
    ListObject,
    Object,
    TupleValue,
    UnknownValue,
    Value,
    choose,
    one_of,
)

MAX_ALTERNATIVES = 6  # in a longer list the place of a value that is not known is not known either
Items = tuple[Value, ...]


# --- lists and sets --------------------------------------------------------------------------------


def _change(
    call: LibraryCall,
    change: Callable[[Items], Items | None],
    added: Value | None = None,
    end: Callable[[Items], Items] = lambda tail: (),
) -> None:
    """Change the items of the receiver; ``None`` from ``change`` makes them unknown.

    ``added`` is what the change may put into a list whose items are unknown, ``end`` what it makes of the
    last items if only those are known.
    """
    receiver, host = call.receiver, call.host
    if not isinstance(receiver, ListObject):
        return
    items = host.items(receiver)
    changed = None if items is None else change(items)
    if changed is not None:
        host.write(receiver, ITEMS, TupleValue(changed))
    else:
        is_list = kind_of_list(host, receiver) == "list"
        end_with(host, receiver, call.unknown(), end(known_tail(host, receiver)) if is_list else ())
    element = host.read(receiver, ELEMENT)
    if added is None:
        return
    if items is None and element not in (UNBOUND, added):
        host.write(receiver, ELEMENT, choose(Condition(object()), element, added))
    elif items is not None and changed is None and are_places(added):
        host.write(receiver, ELEMENT, one_of((*items, added)))


@handles("list.append", "list.add", "list.appendleft")
@over_contents
def append(call: LibraryCall) -> Value:
    item = call.argument("object", 0) or call.unknown()
    is_set = isinstance(call.receiver, ListObject) and kind_of_list(call.host, call.receiver) == "set"

    def change(items: Items) -> Items:
        if call.name == "list.appendleft":
            return (item, *items)
        return items if is_set and item in items else (*items, item)

    is_last = call.name == "list.append"
    _change(call, change, item, lambda tail: (*tail, item) if is_last else tail)
    return NONE


@handles("list.extend", "list.update")
@over_contents
def extend(call: LibraryCall) -> Value:
    iterables = call.arguments.positional
    parts = [call.host.items(iterable) for iterable in iterables]

    def change(items: Items) -> Items | None:
        known = [part for part in parts if part is not None]
        if len(known) < len(parts) or call.arguments.is_open_positional:
            return None
        if len(items) + sum(map(len, known)) > MAX_ITEMS:
            return None
        joined = (*items, *(item for part in known for item in part))
        return joined if call.name == "list.extend" else tuple(dict.fromkeys(joined))

    def end(tail: Items) -> Items:
        if len(parts) != 1 or call.arguments.is_open_positional:
            return ()
        return known_tail(call.host, iterables[0]) if parts[0] is None else (*tail, *parts[0])

    _change(call, change, call.host.element(iterables[0]) if iterables else None, end)
    return NONE


@handles("list.insert")
@over_contents
def insert(call: LibraryCall) -> Value:
    index, item = call.argument("index", 0), call.argument("object", 1) or call.unknown()

    def change(items: Items) -> Items | None:
        if not isinstance(index, Const) or not isinstance(index.value, int):
            return None
        if abs(index.value) > sys.maxsize:  # Python refuses it
            return None
        changed = list(items)
        changed.insert(index.value, item)
        return tuple(changed)

    _change(call, change, item)
    return NONE


@handles("list.pop", "list.popleft")
@over_contents
def pop(call: LibraryCall) -> Value:
    receiver = call.receiver
    assert receiver is not None
    index = Const(0) if call.name == "list.popleft" else call.argument("index", 0) or Const(-1)
    items = call.host.items(receiver)
    at = index.value if isinstance(index, Const) else None
    is_list = isinstance(receiver, ListObject) and kind_of_list(call.host, receiver) == "list"
    if items is None or not isinstance(at, int) or not -len(items) <= at < len(items) or not is_list:
        taken = call.host.element(receiver) if items is None else call.unknown()
        tail = known_tail(call.host, receiver)
        if at == -1 and tail:
            taken = tail[-1]
        _change(call, lambda items: None, end=lambda tail: tail[:-1] if at == -1 else ())
        return taken
    at %= len(items)
    _change(call, lambda items: (*items[:at], *items[at + 1 :]))
    return items[at]


@handles("list.remove", "list.discard")
@over_contents
def remove(call: LibraryCall) -> Value:
    item = call.argument("value", 0)

    def change(items: Items) -> Items | None:
        if not isinstance(item, Const) or not all(isinstance(one, Const) for one in items):
            return None
        at = items.index(item) if item in items else len(items)
        return (*items[:at], *items[at + 1 :])

    _change(call, change)
    return NONE


@handles("list.clear")
@over_contents
def clear(call: LibraryCall) -> Value:
    if isinstance(call.receiver, ListObject):
        call.host.write(call.receiver, ITEMS, TupleValue(()))
        call.host.write(call.receiver, ELEMENT, UNBOUND)
    return NONE


@handles("list.reverse")
@over_contents
def reverse(call: LibraryCall) -> Value:
    _change(call, lambda items: items[::-1])
    return NONE


@handles("list.sort")
@over_contents
def sort(call: LibraryCall) -> Value:
    _change(call, lambda items: in_order(call, items))
    return NONE


@handles("list.copy", "list.tolist")  # the latter of an array of lists
@over_contents
def copy_list(call: LibraryCall) -> Value:
    assert isinstance(call.receiver, ListObject)
    return copied_list(call, call.receiver)


def copied_list(call: LibraryCall, source: ListObject) -> ListObject:
    """A fresh list with the same items."""
    kind = kind_of_list(call.host, source)
    items = call.host.items(source)
    if items is not None:
        return listed(call, items, kind)
    content = call.host.read(source, ITEMS)
    known = content if isinstance(content, UnknownValue) else None
    element = call.host.read(source, ELEMENT)
    return open_list(call, None if element == UNBOUND else element, kind, known)


@handles("unknown.index")
def find_in_unknown(call: LibraryCall) -> Value:
    """Where an item stands in something that is not known: lists, tuples and texts all give a number."""
    return some_position(call.origin) if call.arguments.positional else call.unknown()


@handles("list.index", "tuple.index", "list.count", "tuple.count")
@over_contents
def find(call: LibraryCall) -> Value:
    item = call.argument("value", 0)
    items = None if call.receiver is None else call.host.items(call.receiver)
    if items is None or item is None or len(call.arguments.positional) != 1:
        return _some_number(call)
    if not all(isinstance(one, Const) for one in items):
        return _some_number(call)
    if not isinstance(item, Const):
        if call.name.endswith("index") and 0 < len(items) <= MAX_ALTERNATIVES:
            return one_of([Const(place, call.origin) for place in range(len(items))])
        return _some_number(call)
    if call.name.endswith("count"):
        return Const(items.count(item), call.origin)
    return Const(items.index(item), call.origin) if item in items else call.unknown()


def _some_number(call: LibraryCall) -> Value:
    """Where an item stands, or how often, in a list of which too little is known."""
    return some_position(call.origin) if call.name.endswith("index") else call.unknown()


@handles("list.union", "list.intersection", "list.difference")
@over_contents
def combine_sets(call: LibraryCall) -> Value:
    parts = [call.host.items(value) for value in (call.receiver, *call.arguments.positional) if value]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts) or sum(map(len, known)) > MAX_ITEMS:
        return open_list(call, None, "set")
    if not all(isinstance(item, Const) for part in known for item in part):
        return open_list(call, None, "set")
    first, *rest = known
    if call.name == "list.union":
        return listed(call, tuple(dict.fromkeys(item for part in known for item in part)), "set")
    wanted = call.name == "list.intersection"
    for part in rest:
        first = tuple(item for item in first if (item in part) == wanted)
    return listed(call, first, "set")


# --- dicts -----------------------------------------------------------------------------------------


def _entry(call: LibraryCall, key: Value | None) -> Value | None:
    """What a dict holds under a key: ``UNBOUND`` if nothing, None if that is not known."""
    receiver = call.receiver
    if not isinstance(receiver, DictObject) or not isinstance(key, Const):
        return None
    found = call.host.read(receiver, cell_of(key.value))
    if found != UNBOUND:
        return found
    return UNBOUND if call.host.items(receiver) is not None else None


@handles("dict.get")
@over_contents
def get(call: LibraryCall) -> Value:
    key, default = call.argument("key", 0), call.argument("default", 1) or NONE
    found = _entry(call, key)
    if found is None:
        is_place = isinstance(call.receiver, DictObject) and holds_places(call.host, call.receiver)
        return some_position(call.origin) if is_place else _perhaps_default(call, key, default)
    return default if found == UNBOUND else found


def _perhaps_default(call: LibraryCall, key: Value | None, default: Value) -> Value:
    """The default where unknown contents do not have the key, else something unknown."""
    receiver = call.receiver
    content = call.host.read(receiver, KEYS) if isinstance(receiver, DictObject) else receiver
    token = token_of(content)
    if not isinstance(key, Const) or token is None:
        return call.unknown()
    why = content.why if isinstance(content, UnknownValue) else Why.DYNAMIC
    given = UnknownValue(
        why, f"the entry {key.value!r}", ("item", token, repr(key.value)), origin=call.origin
    )
    if default == NONE:
        return given
    return choose(_absent(token, repr(key.value), why), default, given)


def _absent(token: Hashable, key: str, why: Why) -> Condition:
    """That unknown contents do not have a key. What callers out of view pass is as likely to have it."""
    kind = ConditionKind.UNFILLED if why is Why.PARAMETER else ConditionKind.DEFAULT
    return Condition(("default", token, key), kind)


@handles("unknown.get")
def get_from_unknown(call: LibraryCall) -> Value:
    return _perhaps_default(call, call.argument("key", 0), call.argument("default", 1) or NONE)


@handles("dict.__getitem__")
def get_item(call: LibraryCall) -> Value:
    key = call.argument("key", 0)
    if call.receiver is None or key is None:
        return call.unknown()
    return call.host.get_item(call.receiver, key, call.origin)


@handles("dict.keys", "dict.values", "dict.items")
@over_contents
def views(call: LibraryCall) -> Value:
    receiver = call.receiver
    assert isinstance(receiver, DictObject)
    entries = call.host.mapping(receiver)
    kind = call.name.replace(".", "_")
    if entries is None:
        content = derived(call, call.name, call.host.read(receiver, KEYS))
        return open_list(call, None, kind, content)
    if call.name == "dict.values":
        return listed(call, tuple(entries.values()), kind)
    pairs = ((Const(key), value) for key, value in entries.items())
    if call.name == "dict.keys":
        return listed(call, tuple(key for key, _ in pairs), kind)
    return listed(call, tuple(TupleValue(pair) for pair in pairs), kind)


@handles("dict.setdefault")
@over_contents
def set_default(call: LibraryCall) -> Value:
    key, default = call.argument("key", 0), call.argument("default", 1) or NONE
    found = _entry(call, key)
    assert call.receiver is not None
    if found is None or key is None:
        value = call.unknown() if default == NONE else _perhaps_default(call, key, default)
        if key is not None:
            call.host.set_item(call.receiver, key, value)
        return value
    if found != UNBOUND:
        return found
    call.host.set_item(call.receiver, key, default)
    return default


@handles("dict.pop")
@over_contents
def pop_entry(call: LibraryCall) -> Value:
    key, default = call.argument("key", 0), call.argument("default", 1)
    found = _entry(call, key)
    receiver = call.receiver
    if found is None:
        return call.unknown() if default is None else _perhaps_default(call, key, default)
    if found == UNBOUND:
        return default or call.unknown()
    assert isinstance(receiver, DictObject)
    assert isinstance(key, Const)
    call.host.write(receiver, cell_of(key.value), UNBOUND)
    keys = call.host.items(receiver)
    if keys is not None:
        call.host.write(receiver, KEYS, TupleValue(tuple(one for one in keys if one != key)))
    return found


@handles("dict.popitem")
@over_contents
def pop_item(call: LibraryCall) -> Value:
    if isinstance(call.receiver, DictObject):
        call.host.write(call.receiver, KEYS, call.unknown())
    return call.unknown()


@handles("dict.clear")
@over_contents
def clear_dict(call: LibraryCall) -> Value:
    receiver = call.receiver
    assert isinstance(receiver, DictObject)
    for cell in list(receiver.cells):
        call.host.write(receiver, cell, UNBOUND)
    call.host.write(receiver, KEYS, TupleValue(()))
    return NONE


@handles("dict.update")
@over_contents
def update(call: LibraryCall) -> Value:
    assert isinstance(call.receiver, DictObject)
    fill_dict(call, call.receiver)
    return NONE


def fill_dict(call: LibraryCall, target: DictObject) -> None:
    """Put what ``dict(...)`` and ``update(...)`` are given into a dict."""
    host, arguments = call.host, call.arguments
    for given in arguments.positional:
        update_dict(host, target, given)
    if arguments.is_open_positional:
        update_dict(host, target, call.unknown())
    for name, value in arguments.keywords.items():
        host.set_item(target, Const(name), value)
    if arguments.is_open_keyword:
        update_dict(host, target, call.unknown(Why.PARAMETER))


def _pairs_with_places(host: Host, given: Value) -> bool:
    """Whether a value is made of pairs, the second of each a place: ``zip(names, range(len(names)))``."""
    pair = host.read(given, ELEMENT) if isinstance(given, ListObject) else None
    return isinstance(pair, TupleValue) and len(pair.items) == 2 and are_places(pair.items[1])


def update_dict(host: Host, target: DictObject, given: Value) -> None:
    """``target.update(given)``: entries that unknown contents may replace hold in one world only."""
    entries = entries_of(host, given)
    if entries is not None:
        for key, value in entries.items():
            host.set_item(target, Const(key), value)
        return
    if _pairs_with_places(host, given) and host.read(target, KEYS) == TupleValue(()):
        make_keys_unknown(host, target, host.unknown(Why.DYNAMIC, "pairs", given.origin), are_places=True)
        return
    content = host.read(given, KEYS) if isinstance(given, DictObject) else given
    token: Hashable = token_of(content) or object()
    why = content.why if isinstance(content, UnknownValue) else Why.DYNAMIC
    for cell in list(target.cells):
        old = host.read(target, cell)
        if cell not in NO_ENTRIES and old != UNBOUND:
            changed = UnknownValue(why, "updated at run time", ("item", token, cell))
            host.write(target, cell, choose(_absent(token, cell, why), old, changed))
    if isinstance(given, DictObject):
        for cell in list(given.cells):
            if cell not in NO_ENTRIES:
                host.write(target, cell, host.read(given, cell))
    host.write(target, KEYS, UnknownValue(why, "updated at run time", ("updated", token)))
    owner = host.read(target, OWNER)
    if isinstance(owner, Object):
        host.write(owner, KEYS, host.read(target, KEYS))
        for name in list(owner.cells):
            entry = host.read(target, cell_of(name))
            if entry != UNBOUND:
                host.write(owner, name, entry)


def entries_of(host: Host, given: Value) -> Mapping[object, Value] | None:
    """The entries of a dict, or of a sequence of pairs; None if they are not all known."""
    if isinstance(given, DictObject) or is_dict(given):
        return host.mapping(given)
    pairs = host.items(given)
    if pairs is None:
        return None
    entries: dict[object, Value] = {}
    for pair in pairs:
        parts = host.items(pair)
        if parts is None or len(parts) != 2 or not isinstance(parts[0], Const):
            return None
        entries[parts[0].value] = parts[1]
    return entries


@handles("builtins.dict", "collections.OrderedDict")
@over_contents
def make_dict(call: LibraryCall) -> Value:
    made = call.host.new_dict({}, call.origin)
    fill_dict(call, made)
    return made


@handles("collections.defaultdict")
@over_contents
def make_defaultdict(call: LibraryCall) -> Value:
    arguments = call.arguments
    rest = Arguments(
        arguments.positional[1:],
        {name: value for name, value in arguments.keywords.items() if name != "default_factory"},
        arguments.is_open_positional,
        arguments.is_open_keyword,
    )
    made = call.host.new_dict({}, call.origin)
    fill_dict(LibraryCall(call.name, rest, call.origin, call.host), made)
    factory = call.argument("default_factory", 0)
    if factory is not None and factory != NONE:
        call.host.write(made, FACTORY, factory)
    return made


@handles("dict.copy")
@over_contents
def copy_dict(call: LibraryCall) -> Value:
    assert isinstance(call.receiver, DictObject)
    return copied_dict(call, call.receiver)


def copied_dict(call: LibraryCall, source: DictObject) -> DictObject:
    """A fresh dict with the same entries."""
    made = call.host.new_dict({}, call.origin)
    for cell in list(source.cells):
        if cell != OWNER:
            call.host.write(made, cell, call.host.read(source, cell))
    return made


@handles("dict.fromkeys", "builtins.dict.fromkeys")
@over_contents
def from_keys(call: LibraryCall) -> Value:
    keys, value = call.argument("iterable", 0), call.argument("value", 1) or NONE
    items = None if keys is None else call.host.items(keys)
    made = call.host.new_dict({}, call.origin)
    if items is None:
        call.host.write(made, KEYS, call.unknown())
    for key in items or ():
        call.host.set_item(made, key, value)
    return made


@handles("collections.deque")
@over_contents
def make_deque(call: LibraryCall) -> Value:
    iterable = call.argument("iterable", 0)
    items = () if iterable is None else call.host.items(iterable)
    if items is None or call.argument("maxlen", 1) is not None:
        return open_list(call, None if iterable is None else call.host.element(iterable))
    return listed(call, items)
