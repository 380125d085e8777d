"""Picking and recoding rows and columns of arrays and frames, and what arrays tell of themselves."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from compile_lint.overlays.array_facts import (
    IDS,
    consecutive,
    derived,
    ids_facts,
    integer,
    is_one_column,
    is_whole,
    number,
    plain,
    some_classes,
    text,
    truth_facts,
)
from compile_lint.overlays.array_methods import transposed
from compile_lint.overlays.array_operations import (
    Operation,
    operation,
)
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.values import (
    NONE,
    Array,
    Const,
    TupleValue,
    Value,
)

# --- rows and columns -------------------------------------------------------------------------------


@operation(
    "array.sample",
    "array.head",
    "array.tail",
    "array.take",
    "array.sort_values",
    "array.sort_index",
    "array.dropna",
    "array.drop_duplicates",
    "array.repeat",
    "array.query",
    "numpy.repeat",
    "numpy.sort",
    "numpy.flip",
    "numpy.flipud",
    "numpy.roll",
    "numpy.delete",
    "tensorflow.random.shuffle",
    "random.sample",
)
def other_rows(op: Operation) -> Value:
    """Some of the rows, or the rows in another order or number."""
    if op.call.name in ("numpy.delete", "numpy.flip", "numpy.roll", "array.take") and not is_one_column(
        op.array.columns
    ):
        return plain(op.array, op.call.name)
    may_go_by_class = op.call.name in ("numpy.delete", "array.query", "array.take")
    rows = some_classes(op.array) if may_go_by_class else op.array
    return derived(rows, (op.call.name, op.call.origin), length=None, **_repeated_count(op))


def _repeated_count(op: Operation) -> dict[str, Any]:
    """Numbers counted up from 0 or 1, each repeated: that is how class ids are written down."""
    array = op.array
    counted = consecutive(array.lowest, array.highest)
    is_count = (
        array.encoding is None and array.columns == 0 and counted is not None and counted == array.length
    )
    if not is_count or op.call.name not in ("numpy.repeat", "array.repeat"):
        return {}
    return ids_facts(array.lowest, array.highest, counted, 0)


@operation("numpy.tile", "tensorflow.tile")
def tile(op: Operation) -> Value:
    if integer(op.option("reps", 0)) is not None and is_one_column(op.array.columns):
        return derived(op.array, "tile", length=None)
    return plain(op.array, "tile")


@operation("array.drop", "array.pop")
def drop(op: Operation) -> Value:
    """Dropping columns leaves a frame of unknown columns; ``pop`` gives one column."""
    name = text(op.option("item", 0))
    if op.call.name == "array.pop" and name is not None:
        return Array(
            made_by=f'column "{name}"',
            columns=0,
            length=op.array.length,
            evidence=op.array.evidence,
            origin=op.call.origin,
        )
    return plain(op.array, op.call.origin, is_frame=op.array.is_frame, columns=None)


@operation("array.map", "array.replace")
def mapped(op: Operation) -> Value:
    """Values given new names by a known dict: ids if the dict gives ids; otherwise unknown content."""
    rule = op.option("arg", 0) or op.option("to_replace")
    entries = None if rule is None else op.call.host.mapping(rule)
    columns = op.array.columns if not op.array.is_frame else None
    left = plain(op.array, op.call.origin, columns=columns, length=op.array.length)
    if not entries or columns != 0:
        return left
    targets = [number(value) for value in entries.values()]
    if any(target is None or not is_whole(target) for target in targets):
        return left
    found = sorted({target for target in targets if target is not None})
    lowest, highest = found[0], found[-1]
    is_replace = op.call.name == "array.replace"
    if is_replace and not all(isinstance(key, str) for key in entries):
        return left  # values that the dict does not name stay as they are
    classes = len(found)
    if classes < 2 or (classes > 2 and consecutive(lowest, highest) != classes):
        return left
    return replace(left, made_by="map", origin=op.call.origin, **ids_facts(lowest, highest, classes, 0))


@operation(
    "array.apply", "array.applymap", "array.transform", "array.groupby", "array.rolling", "array.shift"
)
def recomputed(op: Operation) -> Value:
    return plain(op.array, op.call.origin, is_frame=op.array.is_frame)


@operation(
    "array.isin",
    "array.isnull",
    "array.isna",
    "array.notnull",
    "array.notna",
    "array.eq",
    "array.ne",
    "array.gt",
    "array.ge",
    "array.lt",
    "array.le",
)
def tested(op: Operation) -> Value:
    step = (op.call.name, op.call.origin)
    left = plain(op.array, step, length=op.array.length)
    return replace(left, made_by="", origin=op.call.origin, **truth_facts(op.array.columns))


# --- attributes -------------------------------------------------------------------------------------


def _receiver(call: LibraryCall) -> Array:
    assert isinstance(call.receiver, Array)
    return call.receiver


@handles("array.@shape")
def shape(call: LibraryCall) -> Value:
    """``(length,)`` or ``(length, columns)``; unknown where the number of axes is."""
    array = _receiver(call)
    if array.columns is None:
        return call.unknown(detail="the shape of an array")
    length: Value = (
        call.unknown(detail="the length of an array") if array.length is None else Const(array.length)
    )
    return TupleValue((length,) if array.columns == 0 else (length, Const(array.columns)))


@handles("array.@size")
def size(call: LibraryCall) -> Value:
    array = _receiver(call)
    if array.columns == 0 and array.length is not None:
        return Const(array.length, call.origin)
    return call.unknown()


@handles("array.@ndim")
def rank(call: LibraryCall) -> Value:
    columns = _receiver(call).columns
    return call.unknown() if columns is None else Const(1 if columns == 0 else 2, call.origin)


@handles("array.@values", "array.@array", "array.@data")
def values(call: LibraryCall) -> Value:
    return replace(_receiver(call), is_frame=False)


@handles("array.@iloc", "array.@loc", "array.@cat", "array.@str", "array.@dt", "array.@at", "array.@iat")
def accessor(call: LibraryCall) -> Value:
    return _receiver(call)


@handles("array.@T")
def turned(call: LibraryCall) -> Value:
    return transposed(_receiver(call))


@handles("array.@codes")
def codes(call: LibraryCall) -> Value:
    """Codes of a categorical column: 0 to the number of categories less one."""
    array = _receiver(call)
    if array.columns not in (0, None):
        return plain(array, "codes")
    left = plain(array, "codes", columns=0, length=array.length)
    known = array.classes if array.encoding in (None, *IDS) else None
    return replace(left, made_by="category codes", origin=call.origin, **encoded_facts(known))


def encoded_facts(classes: int | None) -> dict[str, Any]:
    """Facts of ids 0 to ``classes - 1`` in one column of shape (N,)."""
    return ids_facts(0, None if classes is None else classes - 1, classes, 0)


@handles("array.@columns")
def column_names(call: LibraryCall) -> Value:
    """The names of a frame's columns: how many there are is known where the frame's width is."""
    width = _receiver(call).columns
    return Array(made_by="columns", columns=0, length=width or None, origin=call.origin)


@handles("array.@index", "array.@dtype", "array.@dtypes", "array.@name", "array.@categories")
def described(call: LibraryCall) -> Value:
    return call.unknown(detail=f"{call.name.partition('@')[2]} of an array")


@handles(
    "array.sort", "array.fill", "array.info", "array.describe", "array.hist", "array.plot", "array.setflags"
)
def in_place(call: LibraryCall) -> Value:
    return NONE


@handles("array.item")
def item(call: LibraryCall) -> Value:
    return call.unknown()
