"""Picking and recoding rows and columns of arrays and frames, and what arrays tell of themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from compile_lint.model import Origin
from compile_lint.overlays.array_facts import (
    IDS,
    axes_of,
    consecutive,
    derived,
    ids_facts,
    in_any_shape,
    integer,
    is_one_column,
    is_whole,
    number,
    plain,
    some_classes,
    truth_facts,
    unknown_shape,
)
from compile_lint.overlays.array_literals import as_array
from compile_lint.overlays.array_methods import transposed
from compile_lint.overlays.array_operations import (
    Operation,
    operation,
)
from compile_lint.overlays.derivations import are_places, holds_places
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.values import (
    NONE,
    Arguments,
    Array,
    BoundFunction,
    Const,
    DictObject,
    FunctionValue,
    ListObject,
    TupleValue,
    Value,
    leaves,
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
    is_repeated = op.call.name in ("numpy.repeat", "array.repeat")
    if is_repeated and op.option("axis", 1) not in (None, NONE, Const(0)):
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
    """Some of the rows of a column, picked by their names."""
    return plain(op.array, op.call.origin)


@operation("array.map", "array.replace")
def mapped(op: Operation) -> Value:
    """Values given new names by a known dict, see ``renamed_values``, or by a function."""
    rule = op.option("arg", 0) or op.option("to_replace")
    if isinstance(rule, FunctionValue | BoundFunction):
        return computed_by(rule, op.array, op.call)
    keeps_others = op.call.name == "array.replace"
    if isinstance(rule, DictObject) and not keeps_others and holds_places(op.call.host, rule):
        return _with_places(op.array, op.call.origin)
    entries = None if rule is None else op.call.host.mapping(rule)
    if entries is None and keeps_others:
        entries = _pairs(op)
    return renamed_values(op.array, entries, op.call.origin, keeps_others=keeps_others)


def _pairs(op: Operation) -> dict[object, Value] | None:
    """The new names of ``replace(["no", "yes"], [0, 1])``; None for any other form."""
    host = op.call.host
    given = (op.option("to_replace", 0), op.option("value", 1))
    old, new = (host.items(one) if isinstance(one, TupleValue | ListObject) else None for one in given)
    if old is None or new is None or len(old) != len(new) or op.array.encoding is not None:
        return None
    return {one.value: name for one, name in zip(old, new, strict=True) if isinstance(one, Const)}


def renamed_values(
    array: Array, entries: Mapping[object, Value] | None, origin: Origin | None, *, keeps_others: bool
) -> Array:
    """A column after its values were given new names: ids if the dict gives ids; otherwise unknown content.

    With ``keeps_others`` values that the dict does not name stay as they are.
    """
    is_partial = keeps_others and not all(isinstance(key, str) for key in entries or ())
    values = () if entries is None or is_partial else entries.values()
    return _with_values(array, values, "replace" if keeps_others else "map", origin)


def _with_values(array: Array, values: Iterable[Value], made_by: str, origin: Origin | None) -> Array:
    """A column that holds nothing but these values."""
    left = plain(array, origin, columns=array.columns, length=array.length)
    targets = [number(value) for value in values]
    if not targets or array.columns != 0 or any(not is_whole(target) for target in targets):
        return left
    found = sorted({target for target in targets if target is not None})
    classes = len(found)
    if classes < 2 or (classes > 2 and consecutive(found[0], found[-1]) != classes):
        return left
    return replace(left, made_by=made_by, origin=origin, **ids_facts(found[0], found[-1], classes, 0))


def _with_places(array: Array, origin: Origin | None) -> Array:
    """A column that holds the places of names among others, counted from whatever number."""
    left = plain(array, origin, length=array.length)
    return replace(left, made_by="map", origin=origin, **ids_facts(None, None, None, columns=0))


def computed_by(function: FunctionValue | BoundFunction, array: Array, call: LibraryCall) -> Array:
    """A column of what a function of the project makes of each value or row: ids if it returns only ids."""
    given = call.unknown(detail="one value of a column")
    result = call.host.call(function, Arguments((given,)), call.origin)
    if are_places(result):
        return _with_places(array, call.origin)
    method = call.name.rpartition(".")[2]
    made = _with_values(replace(array, columns=0), leaves(result), method, call.origin)
    return made if made.encoding is not None else in_any_shape(made)  # a list in every row, maybe


@operation("array.apply", "array.transform")
def applied(op: Operation) -> Value:
    """What a function makes of each value of a column."""
    function = op.option("func", 0)
    if isinstance(function, FunctionValue | BoundFunction) and op.array.columns == 0:
        return computed_by(function, op.array, op.call)
    return plain(op.array, op.call.origin)


@operation("array.applymap", "array.groupby", "array.rolling", "array.shift")
def recomputed(op: Operation) -> Value:
    return plain(op.array, op.call.origin)


@operation(*(f"array.{name}" for name in ("len", "lower", "upper", "strip", "title", "capitalize", "zfill")))
def of_texts(op: Operation) -> Value:
    """``column.str.len()`` and the like: one value for each text."""
    step = (op.call.name, op.call.origin)
    return plain(op.array, step, columns=op.array.columns, length=op.array.length)


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
    "array.between",
    "array.duplicated",
    "array.contains",
    "array.startswith",
    "array.endswith",
    "array.isalpha",
    "array.isdigit",
    "array.islower",
    "array.isnumeric",
    "array.isupper",
)
def tested(op: Operation) -> Value:
    step = (op.call.name, op.call.origin)
    left = plain(op.array, step, length=op.array.length)
    return replace(left, made_by="", origin=op.call.origin, **truth_facts(op.array.columns))


# --- attributes -------------------------------------------------------------------------------------


def _receiver(call: LibraryCall) -> Array:
    array = as_array(call.receiver, call.host)
    assert array is not None
    return array


@handles("array.@shape")
def shape(call: LibraryCall) -> Value:
    """``(length,)`` or ``(length, columns)``; unknown where the number of axes is."""
    array = _receiver(call)
    axes = axes_of(array)
    if axes is None:
        return unknown_shape(array, call.origin)
    sizes: list[Value] = [
        call.unknown(detail=f"the {what} of an array") if size is None else Const(size)
        for what, size in (("length", array.length), ("width", array.columns))
    ]
    return TupleValue(tuple(sizes[:axes]))


@handles("array.@size")
def size(call: LibraryCall) -> Value:
    array = _receiver(call)
    if array.columns == 0 and array.length is not None:
        return Const(array.length, call.origin)
    return call.unknown()


@handles("array.@ndim")
def rank(call: LibraryCall) -> Value:
    axes = axes_of(_receiver(call))
    return call.unknown() if axes is None else Const(axes, call.origin)


@handles("array.@values", "array.@array", "array.@data")
def values(call: LibraryCall) -> Value:
    return _receiver(call)


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
    return replace(left, made_by="cat.codes", origin=call.origin, **encoded_facts(known))


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
