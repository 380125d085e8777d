"""Columns, rows and cells of frames: ``df["a"]``, ``df.a``, ``df[mask]``, ``df.loc[...]``, ``df.iloc``."""

from __future__ import annotations

from dataclasses import replace

from compile_lint.model import Origin
from compile_lint.overlays import array_subscripts
from compile_lint.overlays.array_facts import derived_token, integer, is_none, number, plain
from compile_lint.overlays.array_literals import as_array
from compile_lint.overlays.array_operators import assigned
from compile_lint.overlays.keras_history import note_name
from compile_lint.overlays.pandas_columns import (
    Name,
    all_names,
    as_column,
    become,
    changed,
    column,
    copied,
    forget,
    known_columns,
    loosen,
    names_token,
    new_frame,
    picked,
    rest_of,
    set_column,
    spread_of,
    whole,
)
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.cells import LOGGED, REST
from compile_lint.values.host import Host
from compile_lint.values.values import (
    NONE,
    UNBOUND,
    Arguments,
    Array,
    Choice,
    Const,
    FrameObject,
    LibraryObject,
    ListObject,
    SliceValue,
    TupleValue,
    Value,
    choose,
)

# The data attributes and accessors of pandas.DataFrame, pandas 2.3; its methods are called, not read.
_FRAME_ATTRIBUTES = frozenset(
    {"T", "at", "attrs", "axes", "columns", "dtypes", "empty", "flags", "iat", "iloc", "index", "loc", "ndim"}
    | {"plot", "shape", "size", "sparse", "style", "values"}
)
_ACCESSORS = ("loc", "iloc", "at", "iat")
_HOME = "pandas.DataFrame"


# --- names -------------------------------------------------------------------------------------------


def name_of(value: Value | None) -> Name | None:
    """The column that a constant names."""
    if isinstance(value, Const) and isinstance(value.value, str | int) and not isinstance(value.value, bool):
        return value.value
    return None


def names_of(value: Value | None, host: Host) -> tuple[Name, ...] | None:
    """The columns that a list names; None if it is not known to be a list of names."""
    if not isinstance(value, ListObject | TupleValue):
        return None
    names = [name_of(item) for item in host.items(value) or ()]
    known = tuple(name for name in names if name is not None)
    return known if known and len(set(known)) == len(names) else None


def column_attribute(frame: FrameObject, name: str, host: Host, origin: Origin | None) -> Value | None:
    """``frame.name`` as the column of that name; None for what pandas itself calls so."""
    return None if name in _FRAME_ATTRIBUTES else column(frame, name, host, origin)


def is_whole_axis(index: Value) -> bool:
    """Whether an index is ``:``."""
    return isinstance(index, SliceValue) and all(
        is_none(part) for part in (index.lower, index.upper, index.step)
    )


# --- reading -----------------------------------------------------------------------------------------


@handles("frame.__getitem__")
def item(call: LibraryCall) -> Value:
    frame, index = call.receiver, call.argument("key", 0)
    if not isinstance(frame, FrameObject) or index is None:
        return call.unknown()
    host, origin = call.host, call.origin
    name = name_of(index)
    if name is not None:
        _note_names(frame, (name,), host, origin)
        return column(frame, name, host, origin)
    names = names_of(index, host)
    if names is not None and isinstance(index, ListObject):
        _note_names(frame, names, host, origin)
        return picked(frame, names, host, origin)
    if isinstance(index, ListObject) and host.items(index) is None:
        return _loosely(frame, host, origin)
    if as_array(index, host) is not None or isinstance(index, SliceValue):
        return rows(frame, index, host, origin)
    return plain(whole(frame, host), array_subscripts.step_of(index))  # one column, several, or rows


def _note_names(frame: FrameObject, names: tuple[Name, ...], host: Host, origin: Origin | None) -> None:
    """A frame of what training logged is asked for columns: a KeyError where one of them is missing."""
    logged = host.read(frame, LOGGED)
    if isinstance(logged, LibraryObject):
        added = known_columns(frame, host)
        for name in names:
            if isinstance(name, str) and name not in added:
                note_name(host, logged, name, origin)


@handles("frame.__contains__")
def contains(call: LibraryCall) -> Value:
    """Asked which columns there are: what is read afterwards is read with care."""
    assert isinstance(call.receiver, FrameObject)
    call.host.write(call.receiver, LOGGED, UNBOUND)
    return call.unknown()


def rows(frame: FrameObject, index: Value, host: Host, origin: Origin | None) -> FrameObject:
    """Some rows of a frame: those of a slice, of a mask, of a list of numbers."""
    step = array_subscripts.step_of(index)
    mask = as_array(index, host)
    is_frame_of_masks = mask is not None and mask.columns not in (0, None)

    def change(array: Array) -> Array:
        found = None if is_frame_of_masks else array_subscripts.rows_of(array, index, host)
        if not isinstance(found, Array):
            return plain(array, step, columns=array.columns)
        return replace(found, columns=0) if array.columns == 0 else found

    return changed(frame, host, step, change, origin)


def _loosely(frame: FrameObject, host: Host, origin: Origin | None) -> FrameObject:
    """Some columns, it is not known which."""
    made = copied(frame, host, origin)
    if rest_of(made, host) is None:
        host.write(made, REST, Array(made_by="columns", origin=origin))
    loosen(made, host)
    return changed(made, host, object(), lambda array: array, origin)


@handles(*(f"frame.@{name}" for name in _ACCESSORS))
def accessor(call: LibraryCall) -> Value:
    assert call.receiver is not None
    name = call.name.partition("@")[2]
    return LibraryObject(f"{_HOME}.{name}", Arguments((call.receiver,)), call.origin)


def _frame_of(call: LibraryCall) -> FrameObject:
    assert isinstance(call.receiver, LibraryObject)
    frame = call.receiver.arguments.positional[0]
    assert isinstance(frame, FrameObject)
    return frame


@handles(f"{_HOME}.loc.__getitem__", f"{_HOME}.iloc.__getitem__", is_method=True)
def located(call: LibraryCall) -> Value:
    """``df.loc[rows, columns]`` by names, ``df.iloc[rows, columns]`` by positions."""
    frame, index = _frame_of(call), call.argument("key", 0)
    if index is None:
        return call.unknown()
    host, origin = call.host, call.origin
    first, second = _axes(index)
    if isinstance(first, Const):
        return plain(
            whole(frame, host), array_subscripts.step_of(index), columns=0 if second is None else None
        )
    chosen = frame if is_whole_axis(first) else rows(frame, first, host, origin)
    if second is None or is_whole_axis(second):
        return copied(chosen, host, origin)
    if call.name.startswith(f"{_HOME}.iloc"):
        return _at_positions(chosen, second, host, origin)
    name, names = name_of(second), names_of(second, host)
    _note_names(frame, names or (() if name is None else (name,)), host, origin)
    if name is not None:
        return column(chosen, name, host, origin)
    if names is not None:
        return picked(chosen, names, host, origin)
    if isinstance(second, SliceValue | ListObject):
        return _loosely(chosen, host, origin)
    return plain(whole(chosen, host), array_subscripts.step_of(second))


def _axes(index: Value) -> tuple[Value, Value | None]:
    if isinstance(index, TupleValue) and len(index.items) == 2:
        return index.items
    return index, None


def _at_positions(frame: FrameObject, index: Value, host: Host, origin: Origin | None) -> Value:
    """``df.iloc[:, index]``: which columns these are is known only where all of them are."""
    names = all_names(frame, host)
    position = integer(index)
    step = ("column", "at", array_subscripts.step_of(index))
    if names is not None and position is not None and -len(names) <= position < len(names):
        return column(frame, names[position], host, origin)
    if position is not None:
        array = whole(frame, host)
        is_single = array.has_single_cells
        return plain(array, step, columns=0, has_single_cells=is_single, length=array.length)
    bounds = _bounds(index)
    if names is not None and bounds is not None:
        return picked(frame, names[bounds], host, origin)
    positions = [integer(part) for part in host.items(index) or ()] if isinstance(index, ListObject) else []
    if positions and None not in positions:
        return _picked_at(frame, [at for at in positions if at is not None], host, origin)
    if isinstance(index, SliceValue | ListObject):
        return _part_of_rest(frame, index, host, origin) or _loosely(frame, host, origin)
    return plain(whole(frame, host), step)


def _picked_at(frame: FrameObject, positions: list[int], host: Host, origin: Origin | None) -> Value:
    """Columns picked by a list of positions: how many there are is known even where their names are not."""
    names = all_names(frame, host)
    if names is not None:
        if all(-len(names) <= at < len(names) for at in positions):
            return picked(frame, tuple(names[at] for at in positions), host, origin)
        return _loosely(frame, host, origin)
    array = whole(frame, host)
    step = ("columns", "at", *positions)
    found = plain(array, step, columns=len(positions), length=array.length)
    return new_frame(host, found, origin=origin)


def _bounds(index: Value) -> slice | None:
    if not isinstance(index, SliceValue):
        return None
    parts = (index.lower, index.upper, index.step)
    if any(not is_none(part) and integer(part) is None for part in parts) or integer(index.step) == 0:
        return None
    return slice(*(integer(part) for part in parts))


def _part_of_rest(frame: FrameObject, index: Value, host: Host, origin: Origin | None) -> FrameObject | None:
    """A range of the columns of a frame none of which has a cell: as of an array."""
    array = whole(frame, host)
    if known_columns(frame, host) or rest_of(frame, host) is None or not isinstance(index, SliceValue):
        return None
    everything = SliceValue(NONE, NONE, NONE)
    found = array_subscripts.of_array(array, TupleValue((everything, index)), host, origin)
    return new_frame(host, found, origin=origin) if isinstance(found, Array) else None


# --- writing -----------------------------------------------------------------------------------------


def series_of(value: Value, host: Host, origin: Origin | None) -> Value:
    """What a column holds after a value was assigned to it."""
    given = None if isinstance(value, Array | Choice) else as_array(value, host, origin)
    return as_column(value, given, host, value.origin or origin)


@handles("frame.__setitem__", takes_choices=True)
def set_item(call: LibraryCall) -> Value:
    """``df["a"] = ...``, ``df[["a", "b"]] = ...``; anything else may change every column."""
    frame = call.receiver
    index, value = call.argument("key", 0), call.argument("value", 1)
    assert isinstance(frame, FrameObject)
    _set(call, frame, index or call.unknown(), value or call.unknown())
    return NONE


def _set(call: LibraryCall, frame: FrameObject, index: Value, value: Value) -> None:
    host = call.host
    name = name_of(index)
    names = (name,) if name is not None else names_of(index, host)
    if names is None:
        new = _all_new(frame, index, value, host)
        forget(frame, host) if new is None else become(frame, new, host)
    elif name is not None:
        set_column(frame, name, series_of(value, host, call.origin), host)
    else:
        for one, part in zip(names, _parts(value, names, host, call.origin), strict=True):
            set_column(frame, one, part, host)


def _all_new(frame: FrameObject, index: Value, value: Value, host: Host) -> FrameObject | None:
    """What a frame holds after ``df[df.columns] = value``; None for other columns and other values."""
    if not isinstance(index, Array) or index.token != names_token(frame, host):
        return None
    if isinstance(value, FrameObject):
        return value
    return new_frame(host, value, origin=value.origin) if isinstance(value, Array) else None


def _parts(value: Value, names: tuple[Name, ...], host: Host, origin: Origin | None) -> tuple[Value, ...]:
    """What each of several columns gets."""
    if len(names) == 1 or number(value) is not None:
        part = series_of(value, host, origin)
        return (part,) * len(names)
    if isinstance(value, FrameObject):
        theirs = all_names(value, host)
        if theirs is not None and len(theirs) == len(names):
            return tuple(column(value, one, host, origin) for one in theirs)
    array = None if isinstance(value, Choice) else as_array(value, host, origin)
    token = object() if array is None else array.token
    evidence = () if array is None else array.evidence
    facts = {} if array is None else spread_of(array)
    return tuple(
        Array(
            made_by=array.made_by if array is not None and facts else "column",
            columns=0,
            token=derived_token(token, ("column", at)),
            evidence=evidence,
            origin=origin,
            **facts,
        )
        for at in range(len(names))
    )


@handles(*(f"{_HOME}.{name}.__setitem__" for name in _ACCESSORS), takes_choices=True, is_method=True)
def set_located(call: LibraryCall) -> Value:
    """``df.loc[rows, "a"] = ...`` changes one column; by position any column may be meant."""
    frame = _frame_of(call)
    index, value = call.argument("key", 0) or call.unknown(), call.argument("value", 1) or call.unknown()
    host = call.host
    first, second = _axes(index)
    by_name = call.name.startswith((f"{_HOME}.loc", f"{_HOME}.at"))
    name = name_of(second) if by_name else None
    names = (name,) if name is not None else names_of(second, host) if by_name else None
    if names is None or second is None:
        forget(frame, host)
    elif is_whole_axis(first):
        _set(call, frame, second, value)
    else:
        for one in names:
            old = column(frame, one, host, call.origin)
            set_column(frame, one, _patched(old, first, value, call), host)
    return NONE


def _patched(old: Value, rows_set: Value, value: Value, call: LibraryCall) -> Value:
    """A column some rows of which were set."""
    if isinstance(old, Choice):
        yes, no = (_patched(one, rows_set, value, call) for one in (old.yes, old.no))
        return choose(old.condition, yes, no)
    if isinstance(old, Array):
        return assigned(old, rows_set, value, call.host, call.origin)
    return old


def set_attribute(frame: FrameObject, name: str, value: Value, host: Host) -> None:
    """``df.a = ...``, or other names for all columns by ``df.columns = [...]``."""
    if name == "columns":
        host.write(frame, LOGGED, UNBOUND)
        if known_columns(frame, host):
            forget(frame, host)
    elif name not in _FRAME_ATTRIBUTES:
        set_column(frame, name, series_of(value, host, value.origin), host)


@handles("frame.insert", takes_choices=True)
def insert(call: LibraryCall) -> Value:
    frame, name = call.receiver, call.argument("column", 1)
    assert isinstance(frame, FrameObject)
    _set(call, frame, name or call.unknown(), call.argument("value", 2) or call.unknown())
    return NONE
