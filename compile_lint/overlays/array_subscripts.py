"""Items, rows, columns and slices of arrays and frames."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace

from compile_lint.model import Encoding, Origin
from compile_lint.overlays.array_facts import (
    IDS,
    derived,
    derived_token,
    gathered_evidence,
    ids_facts,
    in_any_shape,
    integer,
    is_none,
    one_value,
    part_at,
    plain,
    some_classes,
    text,
)
from compile_lint.overlays.array_literals import as_array
from compile_lint.overlays.derivations import is_position
from compile_lint.values.host import Host
from compile_lint.values.values import (
    Array,
    Const,
    RowToken,
    SliceValue,
    TupleValue,
    UnknownValue,
    Value,
)


def of_array(array: Array, index: Value, host: Host, origin: Origin | None) -> Value | None:
    """``array[index]``; None where not even the kind of the result is known."""
    name = text(index)
    if name is not None:
        return _entry(array, name, origin)
    if isinstance(index, TupleValue):
        return _cells(array, index.items, host)
    if isinstance(index, Const) and index.value is None:
        return plain(array, "newaxis")
    if isinstance(index, Const) and index.value is ...:
        return array
    return rows_of(array, index, host)


def _entry(array: Array, name: str, origin: Origin | None) -> Array:
    """An entry of an archive: of unknown content."""
    return Array(
        made_by=f'entry "{name}"',
        token=derived_token(array.token, ("column", name)),
        evidence=array.evidence,
        origin=origin,
    )


def step_of(index: Value) -> Hashable:
    """A step that is equal for equal constant indices only."""
    if isinstance(index, Const):
        return ("item", type(index.value), index.value)
    if isinstance(index, SliceValue):
        return ("slice", step_of(index.lower), step_of(index.upper), step_of(index.step))
    if isinstance(index, TupleValue):
        return ("cells", *(step_of(item) for item in index.items))
    if isinstance(index, UnknownValue | Array):
        return ("picked", index.token)
    return object()


# --- the first axis --------------------------------------------------------------------------------


def rows_of(array: Array, index: Value, host: Host) -> Value | None:
    """``array[index]`` along the first axis; None where the kind of the result is not known."""
    step = step_of(index)
    if isinstance(index, SliceValue):
        return derived(array, step, length=_sliced(index, array.length))
    if isinstance(index, Const):
        return _row(array, step)
    picked, whole = as_array(index, host), array
    # Row numbers that are known count rows; a mask or a search may have gone by class.
    if picked is None or picked.lowest is None or picked.encoding is Encoding.BINARY:
        array = some_classes(array)
    if picked is None:  # one row or many
        if array.encoding in IDS and array.columns == 0:
            rows = in_any_shape(_unscaled_rows(array, step))
        else:
            rows = derived(array, step, columns=None, length=None)
        if array.columns == 0 and is_position(index):  # one value of many, as in a loop over all of them
            return replace(rows, token=RowToken(whole, index.token))
        return rows
    evidence = gathered_evidence(array, picked)
    is_mask = picked.encoding is Encoding.BINARY and picked.columns == 0
    rows = derived(array, step, length=None if is_mask else picked.length, evidence=evidence)
    if picked.columns == 0:
        return rows
    return in_any_shape(rows)


def _unscaled_rows(array: Array, step: Hashable) -> Array:
    """Rows picked by something unknown: zeros and ones keep their encoding, for they have one column."""
    return derived(array, step, length=None)


def _row(array: Array, step: Hashable) -> Value:
    """One row: a number of a column, a vector of a matrix."""
    if array.columns == 0:
        return one_value(array)
    if array.columns is None:
        return plain(array, step)
    return plain(array, step, columns=0, length=array.columns)


def _sliced(index: SliceValue, length: int | None) -> int | None:
    """How many entries a slice picks of ``length``."""
    bounds: list[int | None] = []
    for part in (index.lower, index.upper, index.step):
        if not is_none(part) and integer(part) is None:
            return None
        bounds.append(integer(part))
    if length is None or bounds[2] == 0:
        return None
    return len(range(length)[slice(*bounds)])


# --- several axes ----------------------------------------------------------------------------------


def _cells(array: Array, items: tuple[Value, ...], host: Host) -> Value | None:
    step = step_of(TupleValue(items))
    if array.has_depth:
        array = in_any_shape(array)
    if any(isinstance(item, Const) and item.value is None for item in items):
        return _with_new_axis(array, items, step)
    if len(items) != 2:
        return _kept_if_continuous(array, step)
    first, second = items
    is_last_axis = isinstance(first, Const) and first.value is ...
    rows: Value | None = array if is_last_axis else rows_of(array, first, host)
    if not isinstance(rows, Array):
        return None
    if isinstance(first, Const) and not is_last_axis:
        if array.columns is not None and integer(second) is not None:
            return one_value(array)
        return plain(array, step)
    if isinstance(second, Const) and second.value is ...:
        return rows
    position = integer(second)
    if position is not None:
        part = part_at(rows, position)
        if part is not None:
            return derived(part, (rows.token, step), columns=0, length=rows.length)
        return _one_column(rows, array, step, is_last_axis)
    if isinstance(second, SliceValue):
        return _column_range(rows, array, second, step)
    return _kept_if_continuous(rows, step)


def _one_column(rows: Array, array: Array, step: Hashable, is_last_axis: bool) -> Array:
    """``y[:, 1]``: of one-hot rows the zeros and ones of one class."""
    if array.columns is None and not array.has_rows:
        if is_last_axis and array.encoding in (Encoding.ONE_HOT, Encoding.MULTI_HOT):
            return replace(plain(rows, step), lowest=0, highest=1)
        return _kept_if_continuous(rows, step)
    if array.columns == 0:
        return plain(rows, step)
    if array.encoding in (Encoding.ONE_HOT, Encoding.MULTI_HOT):
        return derived(rows, step, **ids_facts(0, 1, 2, 0))
    return derived(rows, step, columns=0)


def _column_range(rows: Array, array: Array, index: SliceValue, step: Hashable) -> Array:
    """``y[:, :3]``: some of the columns."""
    if is_none(index.lower) and is_none(index.upper) and is_none(index.step):
        return rows
    width = None if not array.columns else _sliced(index, array.columns)
    if width is None or width == 0:
        return _kept_if_continuous(rows, step)
    if width == array.columns and is_none(index.step):
        return rows
    if array.encoding is Encoding.MULTI_HOT or (array.encoding is Encoding.ONE_HOT and width == 1):
        return derived(rows, step, **ids_facts(0, 1, 2, width))
    if array.encoding is Encoding.CONTINUOUS or array.encoding is None:
        return derived(rows, step, columns=width)
    return plain(rows, step, columns=width, length=rows.length)


def _with_new_axis(array: Array, items: tuple[Value, ...], step: Hashable) -> Array:
    """``y[:, None]`` makes one column of a vector, ``y[..., None]`` of anything; others give more axes."""
    first = items[0]
    whole = is_ellipsis = isinstance(first, Const) and first.value is ...
    if isinstance(first, SliceValue):
        whole = is_none(first.lower) and is_none(first.upper) and is_none(first.step)
    if len(items) == 2 and whole and array.columns == 0:
        return replace(array, columns=1)
    is_last = len(items) == 2 and is_ellipsis
    shape = {"columns": 1, "has_depth": True} if is_last else {"columns": None}
    is_same = array.encoding in (Encoding.INTEGER, Encoding.CONTINUOUS) and whole
    if is_same or (array.encoding in (Encoding.BINARY, None) and is_last):
        return derived(array, step, **shape)
    return plain(array, step, **shape)


def _kept_if_continuous(array: Array, step: Hashable) -> Array:
    if array.encoding is Encoding.CONTINUOUS:
        return derived(array, step, columns=None, length=None)
    return plain(array, step)
