"""Zeros of which one, at a place known at run time only, became a one: the one-hot row of some class.

Such a list or array is only a row where others like it are put together; by itself it may be a column.
"""

from __future__ import annotations

from collections.abc import Hashable

from compile_lint.model import Encoding, Origin
from compile_lint.overlays.array_facts import DerivedToken, FilledToken, derived_token
from compile_lint.values.cells import ELEMENT, ITEMS, ONE_SET
from compile_lint.values.host import Host
from compile_lint.values.values import UNBOUND, Array, Const, ListObject, TupleValue, Value, leaves

_ZERO, _ONE = Const(0), Const(1)
_ONE_IN_ZEROS = "one in zeros"  # the step from an array of zeros to one with a one


def are_zeros(host: Host, row: ListObject) -> bool:
    """Whether a list holds nothing but zeros, however many."""
    items = host.items(row)
    if items is not None:
        return len(items) > 1 and all(item == _ZERO for item in items)
    return host.read(row, ELEMENT) == _ZERO


def note_one_set(host: Host, row: ListObject, value: Value, width: int | None) -> None:
    """Remember of zeros that one of them has become ``value``, until the items are made unknown anew."""
    if value == _ONE:
        host.write(row, ONE_SET, TupleValue((host.read(row, ITEMS), Const(width))))


def with_one_set(zeros: Array) -> Hashable:
    """The identity of an array of zeros after one of them has become a one."""
    return derived_token(zeros.token, _ONE_IN_ZEROS)


def is_fresh_row(host: Host, array: Array) -> bool:
    """Whether an array of one axis is as it was made, full of zeros, in the same turn of all loops."""
    if array.made_by != "zeros" or array.columns != 0 or not isinstance(array.token, FilledToken):
        return False
    return array.token.loops_since(host.loops) == ()


def rows_with_one_set(host: Host, row: Value, origin: Origin | None) -> Array | None:
    """What many lists are together of which ``row`` is any one; None if some are no one-hot rows."""
    widths = {_width(host, one) for one in leaves(row)}
    if UNBOUND in widths:
        return None
    (width,) = widths if len(widths) == 1 else (Const(None),)
    classes = width.value if isinstance(width, Const) and isinstance(width.value, int) else None
    return Array(
        made_by="np.array",
        encoding=Encoding.ONE_HOT,
        classes=classes,
        columns=classes,
        lowest=0,
        highest=1,
        origin=origin,
    )


def _width(host: Host, row: Value) -> Value:
    if isinstance(row, Array):
        token = row.token
        is_row = isinstance(token, DerivedToken) and token.step == _ONE_IN_ZEROS
        return Const(row.length) if is_row else UNBOUND
    found = host.read(row, ONE_SET) if isinstance(row, ListObject) else UNBOUND
    if isinstance(found, TupleValue) and found.items[0] == host.read(row, ITEMS):  # type: ignore[arg-type]
        return found.items[1]
    return UNBOUND
