"""What a frame holds: columns that code in view has set or made, and the rest of which little is known.

A column with a cell of its own is a Series: an Array of shape (N,). ``KEYS`` names these columns, so that a
column which only one branch sets is that of the rest in the other. The token of ``STATE`` names the
content as a whole, that of the rest names the data of which the columns without a cell are picked.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from typing import Any

from compile_lint.knowledge.imbalance import hint_in
from compile_lint.model import Encoding, Origin, Why
from compile_lint.model.call import Evidence, EvidenceKind
from compile_lint.overlays.array_facts import (
    ROWS_OF_ZEROS_AND_ONES,
    derived_token,
    evidence,
    gathered_evidence,
    ids_facts,
    is_one_column,
    number,
    plain,
    predictors,
)
from compile_lint.values.cells import KEYS, LOGGED, REST, STATE, cell_of
from compile_lint.values.host import Host
from compile_lint.values.values import (
    NONE,
    UNBOUND,
    Array,
    Choice,
    Const,
    FrameObject,
    TupleValue,
    UnknownValue,
    Value,
    choose,
    leaves,
)

Name = str | int
Change = Callable[[Array], Array]

# --- making -----------------------------------------------------------------------------------------


def new_frame(
    host: Host,
    rest: Array | None,
    columns: Mapping[Name, Value] | None = None,
    *,
    token: Hashable | None = None,
    origin: Origin | None = None,
) -> FrameObject:
    """A frame of the given columns, and of others that ``rest`` describes unless it is None."""
    made = FrameObject(origin)
    host.write(made, REST, rest or NONE)
    named = columns or {}
    for name, value in named.items():
        host.write(made, cell_of(name), value)
    host.write(made, KEYS, TupleValue(tuple(Const(name) for name in named)))
    if token is None and rest is not None and not named:
        token = rest.token
    _set_state(made, host, token)
    return made


def changed(
    frame: FrameObject, host: Host, step: Hashable, change: Change, origin: Origin | None
) -> FrameObject:
    """A new frame in which ``change`` was applied to every column, and to the rest."""
    made = FrameObject(origin or frame.origin)
    for cell in list(frame.cells):
        value = host.read(frame, cell)
        if cell not in (KEYS, STATE):
            value = _over_arrays(value, change)
        host.write(made, cell, value)
    _set_state(made, host, derived_token(state_of(frame, host), step))
    return made


def copied(frame: FrameObject, host: Host, origin: Origin | None) -> FrameObject:
    """The same content in a frame of its own."""
    made = FrameObject(origin or frame.origin)
    become(made, frame, host)
    return made


def become(frame: FrameObject, other: FrameObject, host: Host) -> None:
    """Give a frame the content of another one."""
    for cell in {**frame.cells, **other.cells}:
        host.write(frame, cell, host.read(other, cell))


def _set_state(frame: FrameObject, host: Host, token: Hashable | None = None) -> None:
    host.write(frame, STATE, UnknownValue(Why.DYNAMIC, token=object() if token is None else token))


def _over_leaves(value: Value, compute: Callable[[Value], Value]) -> Value:
    if not isinstance(value, Choice):
        return compute(value)
    return choose(value.condition, _over_leaves(value.yes, compute), _over_leaves(value.no, compute))


def _over_arrays(value: Value, change: Change) -> Value:
    return _over_leaves(value, lambda one: change(one) if isinstance(one, Array) else one)


# --- reading ----------------------------------------------------------------------------------------


def state_of(frame: FrameObject, host: Host) -> Hashable:
    """What names the frame's present content."""
    held = host.read(frame, STATE)
    return held.token if isinstance(held, UnknownValue) else held


def names_token(frame: FrameObject, host: Host) -> Hashable:
    """The identity of the names of all columns that the frame has at present."""
    return ("names of", state_of(frame, host))


def rest_of(frame: FrameObject, host: Host) -> Array | None:
    """What is known of the columns without a cell; None if there are no such columns."""
    held = host.read(frame, REST)
    if isinstance(held, Array):
        return held
    if isinstance(held, Const):
        return None
    arrays = [one for one in leaves(held) if isinstance(one, Array)]
    return Array(
        made_by=arrays[0].made_by if arrays else "",
        token=held,
        evidence=gathered_evidence(*arrays),
        predicted_by=predictors(*arrays),
        origin=frame.origin,
    )


def all_names(frame: FrameObject, host: Host) -> tuple[Name, ...] | None:
    """The names of all columns in order, where they are known."""
    keys = host.read(frame, KEYS)
    if rest_of(frame, host) is not None or not isinstance(keys, TupleValue):
        return None
    return _names_in(keys)


def _names_in(keys: Value) -> tuple[Name, ...]:
    """The names that ``KEYS`` holds on any path."""
    found: dict[Name, None] = {}
    for one in leaves(keys):
        for name in one.items if isinstance(one, TupleValue) else ():
            if isinstance(name, Const) and isinstance(name.value, str | int):
                found[name.value] = None
    return tuple(found)


def known_columns(frame: FrameObject, host: Host) -> dict[Name, Value]:
    """The columns with a cell, on whatever path they were set."""
    names = _names_in(host.read(frame, KEYS))
    return {name: column(frame, name, host, None) for name in names}


def column(frame: FrameObject, name: Name, host: Host, origin: Origin | None) -> Value:
    """The column called ``name``: an Array, or a Choice of them."""
    cell = cell_of(name)

    def on_path(keys: Value) -> Value:
        found: Value = UNBOUND
        if isinstance(keys, TupleValue) and Const(name) in keys.items:
            found = host.read(frame, cell)
        return _of_rest(rest_of(frame, host), name, origin) if found == UNBOUND else found

    signs = _hinted(name, host, origin)
    found = _over_leaves(host.read(frame, KEYS), on_path)
    return _over_arrays(found, lambda one: _with_evidence(one, signs))


def _of_rest(rest: Array | None, name: Name, origin: Origin | None) -> Array:
    words = f'column "{name}"'
    if rest is None:
        return Array(made_by=words, columns=0, origin=origin)
    facts = spread_of(rest)
    return Array(
        made_by=rest.made_by if facts else words,
        columns=0,
        has_single_cells=rest.has_single_cells,
        length=rest.length,
        token=derived_token(rest.token, ("column", name)),
        evidence=rest.evidence,
        predicted_by=rest.predicted_by,
        origin=origin,
        **facts,
    )


def spread_of(data: Array) -> dict[str, Any]:
    """What is true of each column of data with many, whatever it held before it was scaled around 0.

    In a range from 0 on, a column of zeros and ones would still be one.
    """
    if data.encoding is not Encoding.CONTINUOUS or data.lowest is None or data.lowest >= 0:
        return {}
    return {"encoding": data.encoding, "lowest": data.lowest, "highest": data.highest}


def _hinted(name: Name, host: Host, origin: Origin | None) -> tuple[Evidence, ...]:
    """Evidence by a column's name that speaks of a rare class."""
    if not isinstance(name, str) or hint_in(name, host.name_hints) is None:
        return ()
    return evidence(EvidenceKind.NAME, f"the column `{name}`", origin)


def _with_evidence(array: Array, signs: tuple[Evidence, ...]) -> Array:
    new = tuple(sign for sign in signs if all(sign.text != old.text for old in array.evidence))
    return replace(array, evidence=(*array.evidence, *new)) if new else array


def whole(frame: FrameObject, host: Host) -> Array:
    """All columns side by side as one array."""
    keys = host.read(frame, KEYS)
    rest = rest_of(frame, host)
    columns = known_columns(frame, host)
    token = state_of(frame, host)
    if rest is not None and keys == TupleValue(()):
        return replace(rest, token=token, has_rows=rest.columns is None)
    arrays = [one for value in columns.values() for one in leaves(value) if isinstance(one, Array)]
    names = all_names(frame, host)
    if rest is None and names is not None and len(names) == 1 and len(arrays) == 1:
        return replace(arrays[0], columns=1, token=token)
    sources = arrays if rest is None else [rest, *arrays]
    lengths = {one.length for one in sources}
    return Array(
        made_by=sources[0].made_by if rest is not None else "pd.DataFrame",
        columns=None if names is None else len(names),
        has_rows=names is None,
        has_single_cells=all(one.has_single_cells for one in sources),
        length=lengths.pop() if len(lengths) == 1 else None,
        token=token,
        evidence=gathered_evidence(*sources),
        predicted_by=predictors(*sources),
        origin=frame.origin,
    )


# --- writing ----------------------------------------------------------------------------------------


def set_column(frame: FrameObject, name: Name, value: Value, host: Host) -> None:
    """``frame[name] = value``, where the value is a column already (see ``as_column``)."""

    def with_name(keys: Value) -> Value:
        is_new = isinstance(keys, TupleValue) and Const(name) not in keys.items
        return TupleValue((*keys.items, Const(name))) if is_new else keys  # type: ignore[attr-defined]

    host.write(frame, cell_of(name), value)
    host.write(frame, KEYS, _over_leaves(host.read(frame, KEYS), with_name))
    _set_state(frame, host)


def as_column(value: Value, given: Array | None, host: Host, origin: Origin | None) -> Value:
    """What a column holds after ``value`` (as an array: ``given``) was assigned to it."""
    if isinstance(value, Choice):
        return _over_leaves(value, lambda one: as_column(one, given, host, origin))
    array = value if isinstance(value, Array) else given
    if array is not None:
        return _as_series(array)
    filling = number(value)
    if filling in (0, 1):
        return Array(made_by="a constant", origin=origin, **ids_facts(filling, filling, 2, 0))
    token = derived_token(value.token, "column") if isinstance(value, UnknownValue) else object()
    return Array(made_by="column", columns=0, token=token, origin=origin)


def _as_series(array: Array) -> Array:
    if array.columns == 0:
        return array
    is_wide = array.columns is not None and not is_one_column(array.columns)
    if is_wide or array.encoding in ROWS_OF_ZEROS_AND_ONES:
        return plain(array, "column", columns=0, length=array.length)
    facts = ids_facts(0, 1, 2, 0) if array.encoding is Encoding.BINARY and array.columns is None else {}
    return replace(array, **{"columns": 0, **facts})


def without(
    frame: FrameObject, names: tuple[Name, ...] | None, host: Host, origin: Origin | None
) -> FrameObject:
    """A new frame without some columns; None if it is not known which."""
    made = copied(frame, host, origin)
    gone = () if names is None else tuple(Const(name) for name in names)

    def left(keys: Value) -> Value:
        if not isinstance(keys, TupleValue):
            return keys
        return TupleValue(tuple(key for key in keys.items if key not in gone))

    host.write(made, KEYS, _over_leaves(host.read(frame, KEYS), left))
    loosen(made, host)
    if names is None and rest_of(made, host) is None:
        host.write(made, REST, Array(made_by="drop", origin=origin))
    step: Hashable = object() if names is None else ("without", *names)
    _set_state(made, host, derived_token(state_of(frame, host), step))
    return made


def loosen(frame: FrameObject, host: Host) -> None:
    """Which other columns there are is not known any more; each of them is what it was."""
    held = _over_arrays(host.read(frame, REST), lambda one: replace(plain(one, None), token=one.token))
    host.write(frame, REST, held)
    host.write(frame, LOGGED, UNBOUND)


def forget(frame: FrameObject, host: Host) -> None:
    """Any column may hold something else from now on."""
    for cell in list(frame.cells):
        if cell not in (KEYS, STATE):
            value = host.read(frame, cell)
            host.write(frame, cell, _over_arrays(value, _forgotten))
    host.write(frame, LOGGED, UNBOUND)
    _set_state(frame, host)


def _forgotten(array: Array) -> Array:
    columns = 0 if array.columns == 0 else None
    return plain(array, object(), columns=columns, length=array.length)


def picked(frame: FrameObject, names: tuple[Name, ...], host: Host, origin: Origin | None) -> FrameObject:
    """``frame[["a", "b"]]``: a new frame of some columns."""
    columns = {name: column(frame, name, host, origin) for name in names}
    token = derived_token(state_of(frame, host), ("columns", *names))
    return new_frame(host, None, columns, token=token, origin=origin)
