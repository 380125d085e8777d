"""Operations on arrays that keep or reduce them: shapes, types, rounding, reductions, picking."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from compile_lint.model import Encoding
from compile_lint.overlays.array_facts import (
    IDS,
    ROWS_OF_ZEROS_AND_ONES,
    Shape,
    columns_of,
    consecutive,
    derived,
    encoded_ids,
    ids_facts,
    integer,
    is_none,
    is_one_column,
    is_true,
    is_whole,
    largest_id,
    length_of,
    mean_of,
    number,
    plain,
    shape_of,
    text,
)
from compile_lint.overlays.array_literals import as_array
from compile_lint.overlays.array_operations import (
    Operation,
    data_of,
    has_tensor,
    operation,
    option_of,
    symbolic,
)
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.values import (
    NONE,
    Array,
    Const,
    LibraryName,
    TupleValue,
    UnknownValue,
    Value,
)

# --- same values ------------------------------------------------------------------------------------


@operation(
    "array.copy",
    "array.to_numpy",
    "array.numpy",
    "array.toarray",
    "array.todense",
    "array.to_frame",
    "array.compute",
    "array.reset_index",
    "array.fillna",
    "array.view",
    "numpy.asarray",
    "numpy.array",
    "numpy.asanyarray",
    "numpy.asfarray",
    "numpy.ascontiguousarray",
    "numpy.copy",
    "numpy.nan_to_num",
    "numpy.atleast_1d",
    "tensorflow.convert_to_tensor",
    "tensorflow.constant",
    "tensorflow.identity",
    "tensorflow.stop_gradient",
    "tensorflow.Variable",
    "keras.ops.convert_to_tensor",
    "keras.ops.convert_to_numpy",
    "keras.ops.array",
    keeps_unknown=True,
)
def same(op: Operation) -> Value:
    """The same values; a frame of one column asked for by ``to_frame`` stays one column."""
    dtype = op.option("dtype", 0) if op.call.name.startswith(("numpy", "tensorflow", "keras")) else None
    shape = (
        shape_of(op.call.argument("shape"), op.call.host) if op.call.name == "tensorflow.constant" else None
    )
    array = cast(op.array, dtype)
    if op.call.name == "array.to_frame" and array.columns == 0:
        return replace(array, columns=1)
    if shape is not None:
        return reshaped(array, shape)
    kept_as_frame = op.call.name.startswith("array.") and op.call.name not in (
        "array.to_numpy",
        "array.numpy",
    )
    return array if kept_as_frame else replace(array, is_frame=False)


@operation("array.astype", "tensorflow.cast", "keras.ops.cast", "keras.backend.cast", keeps_unknown=True)
def astype(op: Operation) -> Value:
    return cast(op.array, op.option("dtype", 0))


def cast(array: Array, dtype: Value | None) -> Array:
    """The same numbers in another type; only casts to booleans and from fractions to integers change any."""
    name = _dtype_name(dtype)
    if name.startswith("bool") and array.encoding in (Encoding.INTEGER, None, Encoding.CONTINUOUS):
        facts = ids_facts(0, 1, 2, array.columns)
        return replace(plain(array, "bool", length=array.length), **{**facts, "encoding": _if_columns(facts)})
    if name.startswith(("int", "uint")) and array.encoding is Encoding.CONTINUOUS:
        bounded = all(end is not None and math.isfinite(end) for end in (array.lowest, array.highest))
        if bounded and is_one_column(array.columns) and array.lowest is not None and array.lowest >= 0:
            return derived(array, "int", **ids_facts(math.floor(array.lowest), None, None, array.columns))
        return plain(array, "int", columns=array.columns, length=array.length)
    return array


def _if_columns(facts: dict[str, Any]) -> Encoding | None:
    """Zeros and ones in unknown columns may be one label or many."""
    return None if facts["columns"] is None else facts["encoding"]


def _dtype_name(dtype: Value | None) -> str:
    if isinstance(dtype, LibraryName):
        return dtype.name.rpartition(".")[2]
    return text(dtype) or ""


# --- shapes -----------------------------------------------------------------------------------------


@operation(
    "array.reshape", "numpy.reshape", "tensorflow.reshape", "keras.ops.reshape", "keras.backend.reshape"
)
def reshape(op: Operation) -> Value:
    arguments = op.call.arguments.positional
    if op.call.receiver is not None and len(arguments) > 1:
        return reshaped(op.array, tuple(integer(part) for part in arguments))
    given = op.option("shape", 0) or op.option("newshape")
    return reshaped(op.array, shape_of(given, op.call.host))


@operation("array.ravel", "array.flatten", "numpy.ravel", "keras.ops.ravel", "keras.backend.flatten")
def flatten(op: Operation) -> Value:
    return reshaped(op.array, (-1,))


def reshaped(array: Array, shape: Shape | None) -> Array:
    """The same numbers in another shape: class ids stay ids only in one column."""
    array = replace(array, is_frame=False)
    columns = columns_of(shape)
    rank = None if shape is None else len(shape)
    if rank is None:
        kept = array.encoding in (None, Encoding.CONTINUOUS)
        return replace(array, columns=None, length=None) if kept else _unencoded(array, None, None)
    last = shape[-1] if shape else None
    length = _new_length(array, shape)
    if array.encoding in IDS:
        if is_one_column(columns):
            return replace(array, columns=columns, length=length)
        if rank > 2 and last == 1:
            return replace(array, columns=None, length=length)
        return _unencoded(array, columns, length)
    if array.encoding in ROWS_OF_ZEROS_AND_ONES:
        if (last is not None and last == array.classes) or (rank == 2 and last is None):
            return replace(array, columns=columns, length=length)
        return _unencoded(array, columns, length)
    if array.encoding is None and is_one_column(columns) and (array.lowest, array.highest) == (0, 1):
        return replace(array, length=length, **ids_facts(0, 1, 2, columns))
    return replace(array, columns=columns, length=length)


def _unencoded(array: Array, columns: int | None, length: int | None) -> Array:
    return replace(
        array, encoding=None, classes=None, lowest=None, highest=None, columns=columns, length=length
    )


def _new_length(array: Array, shape: Shape | None) -> int | None:
    first = length_of(shape)
    if first is not None and first >= 0:
        return first
    same_rows = is_one_column(array.columns) and is_one_column(columns_of(shape))
    return array.length if same_rows or (array.columns or -1) == columns_of(shape) else None


@operation("array.squeeze", "numpy.squeeze", "tensorflow.squeeze", "keras.ops.squeeze")
def squeeze(op: Operation) -> Value:
    if op.array.columns == 1:
        return replace(op.array, columns=0)
    if op.array.columns == 0 or (op.array.columns or 0) >= 2:
        return op.array
    return replace(op.array, columns=None)


@operation(
    "numpy.expand_dims", "tensorflow.expand_dims", "keras.ops.expand_dims", "keras.backend.expand_dims"
)
def expand_dims(op: Operation) -> Value:
    axis = integer(op.option("axis", 0))
    if op.array.columns == 0 and axis in (-1, 1):
        return replace(op.array, columns=1)
    if op.array.encoding in (Encoding.INTEGER, Encoding.CONTINUOUS, None):
        return replace(op.array, columns=None)
    return _unencoded(op.array, None, None)


@operation(
    "numpy.transpose", "array.transpose", "tensorflow.transpose", "keras.ops.transpose", "array.swapaxes"
)
def transpose(op: Operation) -> Value:
    return transposed(op.array)


def transposed(array: Array) -> Array:
    if array.columns == 0:
        return array
    encoding = array.encoding if array.encoding is Encoding.CONTINUOUS else None
    facts = {"lowest": array.lowest, "highest": array.highest} if encoding is not None else {}
    columns = array.length if array.columns is not None else None
    return plain(array, "transposed", encoding=encoding, columns=columns, length=array.columns, **facts)


# --- rounding and functions of one variable -----------------------------------------------------------


@operation(
    "array.round",
    "array.rint",
    "numpy.round",
    "numpy.rint",
    "numpy.around",
    "tensorflow.round",
    "tensorflow.math.round",
    "keras.ops.round",
)
def rounded(op: Operation) -> Value:
    """Rounding: a share between 0 and 1 becomes 0 or 1, whole numbers stay."""
    array = op.array
    decimals = op.option("decimals", 0)
    if array.encoding is not Encoding.CONTINUOUS:
        return (
            array
            if array.encoding is not None
            else plain(array, "rounded", columns=array.columns, length=array.length)
        )
    if not is_none(decimals) and integer(decimals) != 0:
        return array
    if (array.lowest, array.highest) == (0, 1) and is_one_column(array.columns):
        return derived(array, "rounded", **ids_facts(0, 1, 2, array.columns))
    return plain(array, "rounded", columns=array.columns, length=array.length)


@operation("numpy.sign", "tensorflow.sign", "tensorflow.math.sign", "keras.ops.sign")
def sign(op: Operation) -> Value:
    """The sign of continuous data is -1 or 1; whole numbers may also give 0."""
    array = op.array
    if array.encoding is Encoding.CONTINUOUS and is_one_column(array.columns):
        return derived(array, "sign", **ids_facts(-1, 1, 2, array.columns))
    return plain(array, "sign", columns=array.columns, length=array.length)


_MONOTONE = {
    "tanh": math.tanh,
    "arctan": math.atan,
    "exp": math.exp,
    "log1p": math.log1p,
    "sqrt": math.sqrt,
    "log": math.log,
    "cbrt": lambda value: math.copysign(abs(value) ** (1 / 3), value),
}


@operation(
    *(f"numpy.{name}" for name in _MONOTONE),
    *(f"tensorflow.math.{name}" for name in ("exp", "log", "log1p", "sqrt", "tanh")),
)
def monotone(op: Operation) -> Value:
    """A growing function maps the ends of a range to the ends of a range."""
    name = op.call.name.rpartition(".")[2]
    array = op.array
    step = (name,)
    if array.encoding is not Encoding.CONTINUOUS:
        return plain(array, step, columns=array.columns, length=array.length)
    ends = [None if end is None else _applied(name, end) for end in (array.lowest, array.highest)]
    return derived(array, step, classes=None, lowest=ends[0], highest=ends[1])


def _applied(name: str, value: float) -> float | None:
    try:
        return _MONOTONE[name](value)
    except OverflowError:
        return math.inf
    except ValueError:
        return -math.inf if name in ("log", "log1p") and value in (0, -1) else None


@operation(
    "numpy.sin", "numpy.cos", "tensorflow.sin", "tensorflow.cos", "tensorflow.math.sin", "tensorflow.math.cos"
)
def wave(op: Operation) -> Value:
    """A sine of continuous data: between -1 and 1, reached if the data span a whole wave."""
    array = op.array
    name = op.call.name.rpartition(".")[2]
    whole_numbers = array.encoding is None and array.lowest is not None and array.highest is not None
    if array.encoding is not Encoding.CONTINUOUS and not whole_numbers:
        return plain(array, (name,), columns=array.columns, length=array.length)
    facts: dict[str, Any] = {
        "encoding": Encoding.CONTINUOUS,
        "classes": None,
        "lowest": None,
        "highest": None,
    }
    if array.lowest is not None and array.highest is not None:
        if array.highest - array.lowest >= 2 * math.pi:
            facts.update(lowest=-1.0, highest=1.0)
    return derived(array, (name,), **facts)


@operation("numpy.abs", "numpy.absolute", "numpy.fabs", "array.abs", "tensorflow.abs", "tensorflow.math.abs")
def absolute(op: Operation) -> Value:
    array = op.array
    if array.lowest is not None and array.lowest >= 0:
        return array
    if array.encoding is Encoding.CONTINUOUS and (array.lowest, array.highest) == (-math.inf, math.inf):
        return derived(array, "abs", lowest=0, highest=math.inf)
    return plain(array, "abs", columns=array.columns, length=array.length)


@operation("array.clip", "numpy.clip", "tensorflow.clip_by_value", "keras.ops.clip")
def clip(op: Operation) -> Value:
    array = op.array
    floor = number(
        op.option("a_min", 0) or op.option("min") or op.option("lower") or op.option("clip_value_min")
    )
    ceiling = number(
        op.option("a_max", 1) or op.option("max") or op.option("upper") or op.option("clip_value_max")
    )
    step = ("clip", floor, ceiling)
    if array.encoding is Encoding.CONTINUOUS and array.lowest is not None and array.highest is not None:
        lowest = array.lowest if floor is None else max(array.lowest, floor)
        highest = array.highest if ceiling is None else min(array.highest, ceiling)
        return derived(array, step, lowest=lowest, highest=highest)
    inside = floor is None or (array.lowest is not None and floor <= array.lowest)
    inside = inside and (ceiling is None or (array.highest is not None and ceiling >= array.highest))
    if inside and not (floor is None and ceiling is None):
        return array
    return plain(array, step, columns=array.columns, length=array.length)


# --- reductions -------------------------------------------------------------------------------------


@handles(
    "array.argmax",
    "array.idxmax",
    "numpy.argmax",
    "tensorflow.argmax",
    "tensorflow.math.argmax",
    "keras.ops.argmax",
    "keras.backend.argmax",
)
def argmax(call: LibraryCall) -> Value:
    """The class of each row: ids, whatever the rows are."""
    if has_tensor(call):
        return symbolic(call)
    data = data_of(call)
    array = as_array(data, call.host)
    axis = integer(option_of(call, "axis", 0))
    if axis not in (1, -1) or data is None or (array is not None and array.columns in (0, 1)):
        return call.unknown()
    if array is None:
        token = data.token if isinstance(data, UnknownValue) else object()
        array = Array(token=token, origin=call.origin)
    classes = array.classes if array.encoding is Encoding.ONE_HOT else array.columns
    return encoded_ids(classes, **_ids_of(call, array, None if array.columns is None else 0))


def _ids_of(call: LibraryCall, array: Array, columns: int | None) -> dict[str, Any]:
    marked = plain(array, "argmax")
    return {
        "columns": columns,
        "length": array.length,
        "made_by": "argmax",
        "origin": call.origin,
        "token": marked.token,
        "evidence": marked.evidence,
        "predicted_by": marked.predicted_by,
    }


@operation("array.max", "numpy.max", "numpy.amax", "array.min", "numpy.min", "numpy.amin")
def extreme(op: Operation) -> Value:
    """The largest or smallest class id; of other data unknown."""
    if not is_none(op.option("axis", 0)):
        return plain(op.array, (op.call.name, "axis"))
    if op.call.name.endswith("max"):
        largest = largest_id(op.array)
        return op.call.unknown() if largest is None else Const(largest, op.call.origin)
    lowest = op.array.lowest
    if largest_id(op.array) is not None and is_whole(lowest) and lowest is not None:
        return Const(int(lowest), op.call.origin)
    return op.call.unknown()


@operation("array.mean", "numpy.mean", "numpy.average", "tensorflow.reduce_mean", "numpy.nanmean")
def mean(op: Operation) -> Value:
    return mean_of(op.array, op.option("axis", 0), op.call, "mean")


@operation("array.std", "numpy.std", "numpy.nanstd")
def deviation(op: Operation) -> Value:
    return mean_of(op.array, op.option("axis", 0), op.call, "std")


@operation("array.sum", "numpy.sum", "numpy.nansum", "tensorflow.reduce_sum")
def total(op: Operation) -> Value:
    """Sums of rows of continuous data are continuous; other sums are not followed."""
    axis = integer(op.option("axis", 0))
    array = op.array
    if axis is None:
        return op.call.unknown()
    across = axis in (1, -1) and array.columns is not None and array.columns >= 2
    if array.encoding is Encoding.CONTINUOUS and across and array.columns is not None:
        columns = 1 if is_true(op.option("keepdims")) else 0
        ends = [None if end is None else end * array.columns for end in (array.lowest, array.highest)]
        return derived(array, ("sum", columns), columns=columns, lowest=ends[0], highest=ends[1])
    if array.encoding is Encoding.CONTINUOUS:
        return derived(array, ("sum", axis), columns=None, length=None, lowest=None, highest=None)
    columns = None if not across else 1 if is_true(op.option("keepdims")) else 0
    return plain(array, ("sum", axis), columns=columns, length=array.length if across else None)


@operation("numpy.cumsum", "array.cumsum")
def running_sum(op: Operation) -> Value:
    array = op.array
    if array.encoding is Encoding.CONTINUOUS:
        unbounded = (array.lowest, array.highest) == (-math.inf, math.inf)
        bounds = (array.lowest, array.highest) if unbounded else (None, None)
        return derived(array, "cumsum", lowest=bounds[0], highest=bounds[1])
    return plain(array, "cumsum", columns=array.columns, length=array.length)


@operation("array.unique", "numpy.unique")
def unique(op: Operation) -> Value:
    """The different values in order; with ``return_counts`` and the like a tuple."""
    values = plain(op.array, "unique", columns=0, length=_count_of_values(op.array))
    extras = [
        name for name in ("return_index", "return_inverse", "return_counts") if is_true(op.option(name))
    ]
    if not extras:
        return values
    return TupleValue((values, *(plain(op.array, name, columns=0) for name in extras)))


@operation("array.nunique")
def count_unique(op: Operation) -> Value:
    count = _count_of_values(op.array)
    return op.call.unknown() if count is None else Const(count, op.call.origin)


def _count_of_values(array: Array) -> int | None:
    """How many different values occur, in a single column of names or ids that are not constant."""
    if not is_one_column(array.columns) or (array.lowest is not None and array.lowest == array.highest):
        return None
    return array.classes if array.encoding in (*IDS, None) else None


@operation("array.tolist", "array.to_list")
def tolist(op: Operation) -> Value:
    """A list of the values: read as an array again it is the same data."""
    return op.array


@operation("array.value_counts", "numpy.bincount", "tensorflow.math.bincount")
def counts(op: Operation) -> Value:
    return plain(op.array, "counts", columns=0, length=_count_of_values(op.array))


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
    evidence_step = (op.call.name, op.call.origin)
    return derived(op.array, evidence_step, length=None)


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
    facts = ids_facts(0, 1, 2, op.array.columns)
    facts["encoding"] = _if_columns(facts)
    step = (op.call.name, op.call.origin)
    return replace(
        plain(op.array, step, length=op.array.length), made_by="a comparison", origin=op.call.origin, **facts
    )


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


@handles(
    "array.@columns", "array.@index", "array.@dtype", "array.@dtypes", "array.@name", "array.@categories"
)
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
