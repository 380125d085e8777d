"""``collections.ChainMap``: several dicts seen as one, which are asked in turn, as they are by then."""

from __future__ import annotations

from compile_lint.model import Origin, Why
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.host import Host
from compile_lint.values.values import NONE, Arguments, Const, LibraryObject, Value

_NAME = "collections.ChainMap"


@handles(f"{_NAME}.__getitem__", f"{_NAME}.get", is_method=True)
def get(call: LibraryCall) -> Value:
    key = call.argument("key", 0)
    missing: Value = call.unknown(Why.NOT_WRITTEN)
    if call.name.endswith(".get"):
        missing = call.argument("default", 1) or NONE
    if not isinstance(key, Const) or call.receiver is None:
        return call.unknown()
    return _found(call.host, _maps(call), key, missing, call.origin)


def _found(host: Host, maps: tuple[Value, ...], key: Const, missing: Value, origin: Origin | None) -> Value:
    """The entry of the first dict that has the key; unknown behind one of which that is not known."""
    for one in maps:
        entries = host.mapping(one)
        if entries is None:
            return host.unknown(Why.DYNAMIC, str(key.value), origin)
        if key.value in entries:
            return host.get_item(one, key, origin)
    return missing


@handles(f"{_NAME}.__setitem__", is_method=True)
def set_item(call: LibraryCall) -> Value:
    """Whatever is written goes into the first dict."""
    key, value = call.argument("key", 0), call.argument("value", 1)
    maps = _maps(call)
    if maps and key is not None and value is not None:
        call.host.set_item(maps[0], key, value)
    return NONE


@handles(f"{_NAME}.new_child", is_method=True)
def new_child(call: LibraryCall) -> Value:
    first = call.argument("m", 0)
    if first is None or first == NONE:
        first = call.host.new_dict({}, call.origin)
    return LibraryObject(_NAME, Arguments((first, *_maps(call))), call.origin)


def _maps(call: LibraryCall) -> tuple[Value, ...]:
    assert isinstance(call.receiver, LibraryObject)
    return call.receiver.arguments.positional
