"""``collections.namedtuple``: the classes it makes and their records."""

from __future__ import annotations

from compile_lint.model import Why
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.cells import FIELDS
from compile_lint.values.host import Host
from compile_lint.values.kinds import NAMED_TUPLE
from compile_lint.values.values import Arguments, Const, LibraryObject, TupleValue, Value

_CLASS = "collections.namedtuple"


@handles(_CLASS)
def define(call: LibraryCall) -> Value:
    """The class: an object that is called."""
    return LibraryObject(_CLASS, call.arguments, call.origin)


def _names(host: Host, cls: LibraryObject) -> tuple[str, ...] | None:
    """The field names of a class; None where they are not known."""
    written = cls.arguments.get("field_names", 1)
    if isinstance(written, Const) and isinstance(written.value, str):
        return tuple(written.value.replace(",", " ").split())
    items = None if written is None else host.items(written)
    if items is None:
        return None
    names = tuple(item.value for item in items if isinstance(item, Const) and isinstance(item.value, str))
    return names if len(names) == len(items) else None


@handles(f"{_CLASS}.__call__", is_method=True)
def instantiate(call: LibraryCall) -> Value:
    """A record with the given fields; those left out have their defaults."""
    assert isinstance(call.receiver, LibraryObject)
    names = _names(call.host, call.receiver)
    if names is None:
        return call.unknown()
    written = call.receiver.arguments.get("defaults")
    defaults = () if written is None else call.host.items(written) or ()
    last = dict(zip(reversed(names), reversed(defaults), strict=False))
    values: dict[str, Value] = {}
    for index, name in enumerate(names):
        given = call.argument(name, index) or last.get(name)
        values[name] = given or call.host.unknown(Why.PARAMETER, name, call.origin)
    return _record(call, values)


@handles(f"{_CLASS}._make", is_method=True)
def make(call: LibraryCall) -> Value:
    values = call.argument("iterable", 0)
    items = None if values is None else call.host.items(values)
    if items is None or call.receiver is None:
        return call.unknown()
    return call.host.call(call.receiver, Arguments(items), call.origin)


def _record(call: LibraryCall, values: dict[str, Value]) -> LibraryObject:
    made = LibraryObject(NAMED_TUPLE, call.arguments, call.origin)
    for name, value in values.items():
        call.host.write(made, name, value)
    call.host.write(made, FIELDS, TupleValue(tuple(Const(name) for name in values)))
    return made


def _fields(call: LibraryCall) -> dict[str, Value]:
    record = call.receiver
    assert isinstance(record, LibraryObject)
    fields = call.host.read(record, FIELDS)
    assert isinstance(fields, TupleValue)
    names = [str(name.value) for name in fields.items if isinstance(name, Const)]
    return {name: call.host.read(record, name) for name in names}


@handles(f"{NAMED_TUPLE}._replace", is_method=True)
def replaced(call: LibraryCall) -> Value:
    """A record like the receiver but for the given fields."""
    fields = _fields(call)
    if call.arguments.is_open_keyword:
        fields = {name: call.unknown() for name in fields}
    return _record(call, {**fields, **call.arguments.keywords})


@handles(f"{NAMED_TUPLE}._asdict", is_method=True)
def as_dict(call: LibraryCall) -> Value:
    return call.host.new_dict(dict(_fields(call).items()), call.origin)


@handles(f"{NAMED_TUPLE}.__getitem__", is_method=True)
def item(call: LibraryCall) -> Value:
    index = call.argument("key", 0)
    values = TupleValue(tuple(_fields(call).values()), call.origin)
    return call.unknown() if index is None else call.host.get_item(values, index, call.origin)
