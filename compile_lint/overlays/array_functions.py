"""Functions of array values: rounding, waves, ranges, reductions."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from compile_lint.model import Encoding, UseKind
from compile_lint.overlays.array_facts import (
    IDS,
    axes_of,
    derived,
    encoded_ids,
    ids_facts,
    integer,
    is_none,
    is_one_column,
    is_true,
    is_whole,
    largest_id,
    mean_of,
    number,
    plain,
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
from compile_lint.overlays.derivations import some_position
from compile_lint.overlays.ensembles import over_models
from compile_lint.overlays.predictions import (
    Form,
    form_of,
    is_one_row,
    may_lack_units,
    record_use,
    shape_behind,
)
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.values import (
    Array,
    Const,
    TupleValue,
    UnknownValue,
    Value,
)

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
    if form_of(array) is Form.RAW and (is_none(decimals) or integer(decimals) == 0):
        record_use(op.call.host, UseKind.HALF, array.predicted_by, op.call.origin)
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


_MONOTONE: dict[str, Callable[[float], float]] = {
    "tanh": math.tanh,
    "arctan": math.atan,
    "exp": math.exp,
    "log1p": math.log1p,
    "sqrt": math.sqrt,
    "log": math.log,
    "log2": math.log2,
    "log10": math.log10,
    "cbrt": lambda value: math.copysign(abs(value) ** (1 / 3), value),
}


_LOGARITHMS = frozenset({"log", "log1p", "log2", "log10"})


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
        return -math.inf if name in _LOGARITHMS and value in (0, -1) else None


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
    spans = array.lowest is not None and array.highest is not None
    if spans and (array.highest or 0) - (array.lowest or 0) >= 2 * math.pi:
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
    if array is not None and form_of(array) is Form.RAW:
        kind = _kind_of_argmax(call, array, axis)
        if kind is not None:
            record_use(call.host, kind, array.predicted_by, call.origin, subject=shape_behind(array))
    if is_none(option_of(call, "axis", 0)) and _is_place(call, data, array):
        return some_position(call.origin)
    if axis not in (1, -1) or data is None or (array is not None and array.columns in (0, 1)):
        return call.unknown()
    if array is None:
        token = data.token if isinstance(data, UnknownValue) else object()
        array = Array(token=token, origin=call.origin)
    classes = array.classes if array.encoding is Encoding.ONE_HOT else array.columns
    return encoded_ids(classes, **_ids_of(call, array, None if array.columns is None else 0))


def _is_place(call: LibraryCall, data: Value | None, array: Array | None) -> bool:
    """Whether an argmax without an axis gives one place: that in an array as a whole, or in one row.

    TensorFlow looks along the first axis, so that of data of which no shape is known it may give many.
    """
    if data is None or call.name == "array.idxmax" or (array is not None and array.predicted_by):
        return False
    if array is not None and (array.columns == 0 or array.encoding is Encoding.ONE_HOT):
        return axes_of(array) != 2
    return call.name in ("numpy.argmax", "keras.ops.argmax")


def _kind_of_argmax(call: LibraryCall, array: Array, axis: int | None) -> UseKind | None:
    """Over which values of predictions an argmax goes, where these may be those of the units."""
    if is_one_row(array):
        is_over_row = axis == 0 or is_none(option_of(call, "axis", 0))
        kind = UseKind.ARGMAX_ROW if is_over_row else None
        return UseKind.ARGMAX_LAST if axis == -1 else kind
    if array.columns == 0 or may_lack_units(array):
        return None
    if axis == -1:
        return UseKind.ARGMAX_LAST
    return UseKind.ARGMAX_SECOND if axis == 1 else None


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
    """The mean of each row is continuous where the data are; of everything or of columns a statistic."""
    axis = integer(op.option("axis", 0))
    array = op.array
    over = over_models(array, "averaged", op.call.origin) if axis == 0 else None
    if over is not None:
        return over
    if axis in (1, -1) and array.columns != 0:
        encoding = array.encoding if array.encoding is Encoding.CONTINUOUS else None
        columns = None if array.columns is None else 1 if is_true(op.option("keepdims")) else 0
        unbounded = (array.lowest, array.highest) == (-math.inf, math.inf)
        ends = (-math.inf, math.inf) if encoding is not None and unbounded else (None, None)
        facts = {"encoding": encoding, "columns": columns, "lowest": ends[0], "highest": ends[1]}
        return plain(array, ("mean", columns), length=array.length, **facts)
    return mean_of(array, op.option("axis", 0), op.call, "mean")


@operation("array.std", "numpy.std", "numpy.nanstd")
def deviation(op: Operation) -> Value:
    return mean_of(op.array, op.option("axis", 0), op.call, "std")


@operation("array.sum", "numpy.sum", "numpy.nansum", "tensorflow.reduce_sum", "array.prod", "numpy.prod")
def total(op: Operation) -> Value:
    """Sums of rows of continuous data are continuous; other sums are not followed."""
    axis = integer(op.option("axis", 0))
    array = op.array
    if axis is None:
        return op.call.unknown()
    if op.call.name.endswith("prod"):
        return plain(array, ("prod", axis))
    over = over_models(array, "summed", op.call.origin) if axis == 0 else None
    if over is not None:
        return over
    across = axis in (1, -1) and array.columns is not None and array.columns >= 2
    columns = None if not across else 1 if is_true(op.option("keepdims")) else 0
    if array.encoding is Encoding.CONTINUOUS and across and array.columns is not None:
        ends = [None if end is None else end * array.columns for end in (array.lowest, array.highest)]
        return derived(array, ("sum", columns), columns=columns, lowest=ends[0], highest=ends[1])
    if array.encoding is Encoding.CONTINUOUS:
        return derived(array, ("sum", axis), columns=None, length=None, lowest=None, highest=None)
    return plain(array, ("sum", axis), columns=columns, length=array.length if across else None)


@operation("array.diff", "array.pct_change")
def change(op: Operation) -> Value:
    """The change from row to row, as many rows as before: other numbers of any size."""
    return plain(op.array, (op.call.name,), columns=op.array.columns, length=op.array.length)


@operation("numpy.cumsum", "array.cumsum")
def running_sum(op: Operation) -> Value:
    array = op.array
    if array.encoding is Encoding.CONTINUOUS:
        unbounded = (array.lowest, array.highest) == (-math.inf, math.inf)
        bounds = (array.lowest, array.highest) if unbounded else (None, None)
        return derived(array, "cumsum", lowest=bounds[0], highest=bounds[1])
    return plain(array, "cumsum", columns=array.columns, length=array.length)


@handles("array.unique", "numpy.unique")
def unique(call: LibraryCall) -> Value:
    """The different values in order; with ``return_counts`` and the like a tuple, whatever the data are."""
    if has_tensor(call):
        return symbolic(call)
    array = as_array(data_of(call), call.host, call.origin)
    names = ("return_index", "return_inverse", "return_counts")
    extras = [name for name in names if is_true(option_of(call, name))]
    if array is None and not extras:
        return call.unknown()
    array = array or Array(origin=call.origin)
    values = plain(array, "unique", columns=0, length=_count_of_values(array))
    return TupleValue((values, *(_extra_of_unique(array, name) for name in extras))) if extras else values


def _extra_of_unique(array: Array, name: str) -> Array:
    """What ``unique`` gives beside the values; the inverse is the id of each value among them."""
    if name != "return_inverse":
        return plain(array, name, columns=0)
    inverse = plain(array, name)
    return encoded_ids(
        _count_of_values(array),
        columns=None if array.columns is None else 0,  # NumPy 2 gives it the shape of the data
        length=array.length,
        made_by="unique",
        token=inverse.token,
        evidence=inverse.evidence,
        origin=array.origin,
    )


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
