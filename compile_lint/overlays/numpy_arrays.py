"""Making arrays with numpy: filled, counted, chosen by a condition, joined, loaded."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from compile_lint.model import Encoding
from compile_lint.overlays import array_operators
from compile_lint.overlays.array_facts import (
    IDS,
    ROWS_OF_ZEROS_AND_ONES,
    WHERE_TRUE,
    FilledToken,
    JoinedToken,
    Shape,
    cells_read,
    columns_of,
    comes_from,
    consecutive,
    derived_token,
    encoded_ids,
    function_name,
    gathered_evidence,
    has_rows,
    ids_facts,
    integer,
    is_none,
    is_one_column,
    is_true,
    is_whole,
    length_of,
    number,
    plain,
    predictors,
    shape_of,
    text,
    truth_facts,
)
from compile_lint.overlays.array_literals import as_array
from compile_lint.overlays.array_operations import Operation, has_tensor, operation, symbolic
from compile_lint.overlays.ensembles import over_models
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.values import NO_ARGUMENTS, NONE, Array, Const, LibraryObject, TupleValue, Value

# --- filled -----------------------------------------------------------------------------------------


@handles("numpy.zeros", "numpy.ones", "numpy.full", "tensorflow.zeros", "tensorflow.ones", "tensorflow.fill")
def filled(call: LibraryCall) -> Value:
    """The same number everywhere: one column of zeros or ones serves as labels of real and fake."""
    if has_tensor(call):
        return symbolic(call)
    shape = shape_of(call.argument("shape", 0) or call.argument("dims"), call.host)
    return _constant(call, shape, _filling(call))


@handles(
    "numpy.zeros_like", "numpy.ones_like", "numpy.full_like", "tensorflow.zeros_like", "tensorflow.ones_like"
)
def filled_like(call: LibraryCall) -> Value:
    if has_tensor(call):
        return symbolic(call)
    model = as_array(call.argument("a", 0), call.host)
    if model is None or model.columns is None:
        return _constant(call, None, _filling(call))
    shape = (model.length,) if model.columns == 0 else (model.length, model.columns)
    return _constant(call, shape, _filling(call))


def _filling(call: LibraryCall) -> float | None:
    if ".zeros" in call.name:
        return 0
    if ".ones" in call.name:
        return 1
    return number(call.argument("fill_value", 1) or call.argument("value"))


def _constant(call: LibraryCall, shape: Shape | None, value: float | None) -> Array:
    columns = columns_of(shape)
    made = Array(made_by=function_name(call), columns=columns, length=length_of(shape), origin=call.origin)
    token = object() if shape is None else FilledToken(shape, call.host.loops)
    made = replace(made, has_rows=has_rows(shape), token=token)
    if is_whole(value):
        made = replace(made, lowest=value, highest=value)
    if value in (0, 1) and columns is not None and is_one_column(columns):
        return replace(made, **ids_facts(value, value, 2, columns))
    return made


@handles(
    "numpy.empty", "numpy.empty_like", "numpy.fromfile", "numpy.frombuffer", "numpy.fromiter", "numpy.diff"
)
def unknown_content(call: LibraryCall) -> Value:
    return Array(made_by=function_name(call), origin=call.origin)


@handles("numpy.load", "numpy.loadtxt", "numpy.genfromtxt", "numpy.memmap")
def loaded(call: LibraryCall) -> Value:
    return Array(made_by=function_name(call), origin=call.origin)


@handles("numpy.eye", "numpy.identity", "tensorflow.eye")
def eye(call: LibraryCall) -> Value:
    """The unit matrix: its rows are the one-hot rows of all classes."""
    rows = integer(call.argument("N", 0) or call.argument("n") or call.argument("num_rows"))
    width = call.argument("M", 1) or call.argument("num_columns")
    columns = rows if is_none(width) else integer(width)
    return Array(
        encoding=Encoding.ONE_HOT,
        made_by="eye",
        classes=columns,
        lowest=0,
        highest=1,
        columns=columns,
        length=rows,
        origin=call.origin,
    )


# --- counted ----------------------------------------------------------------------------------------


@handles("numpy.arange", "tensorflow.range", "keras.ops.arange")
def arange(call: LibraryCall) -> Value:
    """Whole numbers in a row. They count rows or moments more often than classes, so they are data."""
    given = [value for value in call.arguments.positional if not isinstance(value, TupleValue)]
    numbers = [number(value) for value in given]
    made = Array(made_by=function_name(call), columns=0, origin=call.origin)
    if not numbers or len(numbers) > 3 or not all(is_whole(value) for value in numbers):
        whole_start = (len(numbers) == 1 and not isinstance(given[0], Const)) or not numbers
        return replace(made, lowest=0, highest=math.inf) if whole_start and given else made
    bounds = [int(value) for value in numbers if value is not None]
    if len(bounds) == 3 and bounds[2] == 0:
        return made
    counted = range(*bounds)
    if not counted:
        return replace(made, length=0)
    return replace(
        made, length=len(counted), lowest=min(counted[0], counted[-1]), highest=max(counted[0], counted[-1])
    )


@handles("numpy.linspace", "numpy.logspace", "numpy.geomspace", "tensorflow.linspace")
def linspace(call: LibraryCall) -> Value:
    start, stop = number(call.argument("start", 0)), number(call.argument("stop", 1))
    count = call.argument("num", 2)
    made = Array(encoding=Encoding.CONTINUOUS, made_by=function_name(call), columns=0, origin=call.origin)
    made = replace(made, length=50 if count is None else integer(count))
    if start is None or stop is None or not call.name.endswith("linspace"):
        return made
    return replace(made, lowest=min(start, stop), highest=max(start, stop))


# --- chosen by a condition --------------------------------------------------------------------------


@handles("numpy.where", "tensorflow.where", "keras.ops.where")
def where(call: LibraryCall) -> Value:
    """``where(condition, a, b)``: of constants two-valued labels, nested ones several classes."""
    if has_tensor(call):
        return symbolic(call)
    condition = as_array(call.argument("condition", 0), call.host)
    yes, no = call.argument("x", 1), call.argument("y", 2)
    if yes is None or no is None:
        token = object() if condition is None else derived_token(condition.token, WHERE_TRUE)
        places = Array(made_by=function_name(call), columns=0, token=token, origin=call.origin)
        return TupleValue((places,))
    made = _chosen(call, condition, *(side for side in (condition, yes, no) if side is not None))
    if condition is not None and condition.predicted_by and {number(yes), number(no)} == {0, 1}:
        made = replace(made, token=derived_token(condition.token, "int" if number(yes) else "~"))
    if text(yes) is not None and text(no) is not None:
        return replace(made, classes=2)
    if condition is not None and any(_asks_for(condition, side) for side in (yes, no)):
        return made
    sides = [_id_range(side) for side in (yes, no)]
    # Signs are labels in any number of columns; other numbers may be masks or data (see ``ids_facts``).
    is_sure = made.columns is not None or {number(yes), number(no)} == {-1, 1}
    if is_sure and sides[0] is not None and sides[1] is not None:
        return replace(made, **_united(sides[0], sides[1], made.columns))
    if {number(yes), number(no)} == {0, 1}:
        return replace(made, **truth_facts(None))
    both = [as_array(side, call.host) for side in (yes, no)]
    if all(side is not None and side.encoding is Encoding.CONTINUOUS for side in both):
        return replace(made, encoding=Encoding.CONTINUOUS)
    return made


@handles("numpy.select")
def select(call: LibraryCall) -> Value:
    """``select(conditions, choices, default)``: of constants the values that they are."""
    conditions = call.host.items(call.argument("condlist", 0) or NONE) or ()
    choices = call.host.items(call.argument("choicelist", 1) or NONE)
    first = as_array(conditions[0], call.host) if conditions else None
    made = _chosen(call, first, *conditions)
    if not choices:
        return made
    values = [*choices, call.argument("default", 2) or Const(0)]
    names = {text(value) for value in values}
    if None not in names:
        return replace(made, classes=len(names))
    numbers = {constant for value in values if (constant := number(value)) is not None}
    is_sure = made.columns is not None and all(is_whole(number(value)) for value in values)
    return (
        replace(made, **ids_facts(min(numbers), max(numbers), len(numbers), made.columns))
        if is_sure
        else made
    )


def _chosen(call: LibraryCall, condition: Array | None, *sources: Value) -> Array:
    """Values that are chosen row by row, as many as the condition has; what they are is not known yet."""
    return Array(
        made_by=function_name(call),
        columns=None if condition is None else condition.columns,
        length=None if condition is None else condition.length,
        evidence=gathered_evidence(*sources),
        predicted_by=predictors(*sources),
        origin=call.origin,
    )


def _asks_for(condition: Array, side: Value) -> bool:
    """``where(y > 4, 0, y)`` replaces some of the classes: which are left is not known."""
    return isinstance(side, Array) and side.encoding in IDS and comes_from(condition.token, side.token)


def _id_range(side: Value) -> tuple[float, float, int] | None:
    """Lowest, highest and number of class ids that a branch gives."""
    constant = number(side)
    if constant is not None:
        return (constant, constant, 1) if is_whole(constant) else None
    if not isinstance(side, Array) or side.encoding not in IDS or side.is_scaled:
        return None
    if side.columns not in (0, 1) or side.lowest is None or side.highest is None or side.classes is None:
        return None
    return (side.lowest, side.highest, 1 if side.lowest == side.highest else side.classes)


def _united(
    yes: tuple[float, float, int], no: tuple[float, float, int], columns: int | None
) -> dict[str, Any]:
    lowest, highest = min(yes[0], no[0]), max(yes[1], no[1])
    if yes[2] == no[2] == 1:
        if lowest == highest:
            return {"columns": columns}
        return ids_facts(lowest, highest, 2, columns)
    overlap = yes[0] <= no[1] and no[0] <= yes[1]
    classes = consecutive(lowest, highest)
    if overlap or classes is None or classes != yes[2] + no[2]:
        classes = classes if overlap else None
    return ids_facts(lowest, highest, classes, columns)


@handles("numpy.digitize", "numpy.searchsorted", "tensorflow.searchsorted")
def digitize(call: LibraryCall) -> Value:
    """The number of the interval that each value lies in: 0 to the number of bounds."""
    is_search = call.name.endswith("searchsorted")
    data = as_array(call.argument("v", 1) if is_search else call.argument("x", 0), call.host)
    bounds = as_array(call.argument("a", 0) if is_search else call.argument("bins", 1), call.host)
    if data is None or not is_one_column(data.columns):
        return Array(made_by=function_name(call), origin=call.origin)
    count = None if bounds is None or bounds.columns != 0 else bounds.length
    left = plain(data, call.origin)
    highest = None if count is None or count == 0 else count
    facts = ids_facts(0, highest, None if highest is None else highest + 1, data.columns)
    return replace(left, made_by=function_name(call), origin=call.origin, length=data.length, **facts)


@handles("numpy.hypot", "numpy.maximum", "numpy.minimum", "numpy.arctan2")
def of_two(call: LibraryCall) -> Value:
    """Functions of two arrays: continuous if their data are."""
    sides = [as_array(value, call.host) or value for value in call.arguments.positional[:2]]
    arrays = [side for side in sides if isinstance(side, Array)]
    if not arrays:
        return call.unknown()
    is_continuous = any(side.encoding is Encoding.CONTINUOUS for side in arrays)
    widths = {side.columns for side in arrays}
    return Array(
        encoding=Encoding.CONTINUOUS if is_continuous else None,
        made_by=function_name(call),
        columns=widths.pop() if len(widths) == 1 else None,
        length=arrays[0].length,
        evidence=gathered_evidence(*arrays),
        predicted_by=predictors(*arrays),
        origin=call.origin,
    )


@operation("numpy.logical_not", "numpy.invert", "numpy.isnan", "numpy.isin", "numpy.in1d", "numpy.isfinite")
def tested(op: Operation) -> Value:
    return _truths(op.call, [op.array])


_COMPARING = ("numpy", "tensorflow", "tensorflow.math", "keras.ops", "keras.backend")
_SIGNS = {
    "greater": ">",
    "greater_equal": ">=",
    "less": "<",
    "less_equal": "<=",
    "equal": "==",
    "not_equal": "!=",
}


@handles(
    "numpy.logical_and",
    "numpy.logical_or",
    "numpy.logical_xor",
    *(f"{module}.{name}" for module in _COMPARING for name in _SIGNS),
)
def compared(call: LibraryCall) -> Value:
    if has_tensor(call):
        return symbolic(call)
    sign, given = _SIGNS.get(function_name(call)), call.arguments.positional
    if sign is not None and len(given) > 1:
        return array_operators.binary(sign, given[0], given[1], call.host, call.origin) or call.unknown()
    sides = [as_array(value, call.host) for value in call.arguments.positional[:2]]
    arrays = [side for side in sides if side is not None]
    return _truths(call, arrays) if arrays else call.unknown()


def _truths(call: LibraryCall, arrays: list[Array]) -> Array:
    widths = {array.columns for array in arrays}
    columns = widths.pop() if len(widths) == 1 else None
    left = plain(arrays[0], (call.name, call.origin), length=arrays[0].length)
    return replace(left, made_by="", origin=call.origin, **truth_facts(columns))


# --- joined -----------------------------------------------------------------------------------------


@handles("numpy.concatenate", "numpy.append", "tensorflow.concat", "keras.ops.concatenate")
def concatenate(call: LibraryCall) -> Value:
    """Rows below rows by default, columns beside columns for the last axis."""
    if has_tensor(call):
        return symbolic(call)
    parts = _parts(call)
    default = None if call.name == "numpy.append" else 0
    axis_given = call.argument("axis", 2 if call.name == "numpy.append" else 1)
    axis = default if axis_given is None else integer(axis_given)
    rows = over_models(_listed(call), "batches", call.origin) if axis == 0 else None
    if rows is not None:
        return rows
    if parts is None:
        return Array(made_by=function_name(call), origin=call.origin)
    if axis == 0 or (axis is None and all(is_one_column(part.columns) for part in parts)):
        return below(call, parts)
    if axis in (1, -1) and all(part.columns for part in parts):
        return beside(call, parts)
    if axis == -1 and all(part.columns == 0 for part in parts):
        return below(call, parts)
    return _joined(call, parts)


@handles("numpy.hstack")
def hstack(call: LibraryCall) -> Value:
    parts = _parts(call)
    if parts is None:
        return Array(made_by=function_name(call), origin=call.origin)
    if all(part.columns == 0 for part in parts):
        return below(call, parts)
    if all(part.columns for part in parts):
        return beside(call, parts)
    return _in_columns(call, parts) if any(part.columns for part in parts) else _joined(call, parts)


@handles("numpy.vstack", "numpy.row_stack")
def vstack(call: LibraryCall) -> Value:
    parts = _parts(call)
    if parts is None or any(part.columns in (0, None) for part in parts):
        return Array(made_by=function_name(call), origin=call.origin)
    return below(call, parts)


@handles("numpy.column_stack")
def column_stack(call: LibraryCall) -> Value:
    parts = _parts(call)
    if parts is None or any(part.columns is None for part in parts):
        return Array(made_by=function_name(call), origin=call.origin)
    return beside(call, [replace(part, columns=part.columns or 1) for part in parts])


@handles("numpy.stack", "tensorflow.stack", "keras.ops.stack")
def stack(call: LibraryCall) -> Value:
    if has_tensor(call):
        return symbolic(call)
    parts = _parts(call)
    axis = integer(call.argument("axis", 1)) if call.argument("axis", 1) is not None else 0
    if parts is not None and axis in (1, -1) and all(part.columns == 0 for part in parts):
        return beside(call, [replace(part, columns=1) for part in parts])
    listed = _listed(call) if axis == 0 else None
    if listed is not None and listed.encoding is Encoding.ONE_HOT:
        return replace(listed, made_by=function_name(call))
    made = Array(made_by=function_name(call), origin=call.origin)
    return made if listed is None else replace(made, token=listed.token, predicted_by=listed.predicted_by)


def _to_join(call: LibraryCall) -> Value | None:
    """The list of arrays to join."""
    first = call.arguments.positional[0] if call.arguments.positional else None
    for name in ("arrays", "values", "tup", "objs", "xs"):
        first = call.arguments.keywords.get(name, first)
    return first


def _listed(call: LibraryCall) -> Array | None:
    """The arrays to join as one array, which may be more than the program shows."""
    return None if call.name == "numpy.append" else as_array(_to_join(call), call.host, call.origin)


def _parts(call: LibraryCall) -> list[Array] | None:
    """The arrays to join; None if one of them is not known."""
    first = _to_join(call)
    items = call.host.items(first) if first is not None else None
    if call.name == "numpy.append":
        items = call.arguments.positional[:2]
    parts = [as_array(item, call.host) for item in items or ()]
    found = [part for part in parts if part is not None]
    return found if found and len(found) == len(parts) else None


def _joined(call: LibraryCall, parts: list[Array]) -> Array:
    return Array(
        made_by=function_name(call),
        evidence=gathered_evidence(*parts),
        predicted_by=predictors(*parts),
        origin=call.origin,
    )


def _in_columns(call: LibraryCall, parts: list[Array]) -> Array:
    """Columns beside columns, of which there may be any number."""
    return replace(_joined(call, parts), token=JoinedToken(parts))


def below(call: LibraryCall, parts: list[Array]) -> Array:
    """The rows of all parts: of the same encoding if all parts have it."""
    lengths = [part.length for part in parts]
    widths = {part.columns for part in parts}
    columns = widths.pop() if len(widths) == 1 else None
    joined = replace(
        _joined(call, parts),
        columns=columns,
        has_depth=any(part.has_depth for part in parts),
        length=None if None in lengths else sum(length or 0 for length in lengths),
    )
    lows, highs = [part.lowest for part in parts], [part.highest for part in parts]
    lowest = None if None in lows else min(low for low in lows if low is not None)
    highest = None if None in highs else max(high for high in highs if high is not None)
    encodings = {part.encoding for part in parts}
    first = parts[0]
    if encodings == {Encoding.CONTINUOUS}:
        return replace(joined, encoding=Encoding.CONTINUOUS, lowest=lowest, highest=highest)
    if any(part.is_scaled for part in parts):
        return joined
    if len(encodings) == 1 and first.encoding in ROWS_OF_ZEROS_AND_ONES:
        same = len({part.classes for part in parts}) == 1
        classes = first.classes if same else None
        return replace(joined, encoding=first.encoding, lowest=lowest, highest=highest, classes=classes)
    if encodings <= {Encoding.INTEGER, Encoding.BINARY} and is_one_column(columns):
        same = len({part.classes for part in parts}) == 1
        classes = first.classes if same else consecutive(lowest, highest)
        return replace(joined, **ids_facts(lowest, highest, classes, columns))
    if encodings == {Encoding.PLUS_MINUS_ONE} and is_one_column(columns):
        return replace(joined, **ids_facts(lowest, highest, 2, columns))
    return joined


def beside(call: LibraryCall, parts: list[Array]) -> Array:
    """The columns of all parts: several of zeros and ones are multi-hot.

    Unless two of them tell of the same cells, as ``y`` and ``1 - y`` do: these may exclude each other.
    """
    width = sum(part.columns or 0 for part in parts)
    joined = replace(_in_columns(call, parts), columns=width, length=parts[0].length)
    encodings = {part.encoding for part in parts}
    if encodings == {Encoding.CONTINUOUS}:
        return replace(joined, encoding=Encoding.CONTINUOUS)
    told = {cells_read(part.token) for part in parts}
    if encodings <= {Encoding.BINARY, Encoding.MULTI_HOT} and width >= 2 and len(told) == len(parts):
        return replace(joined, **ids_facts(0, 1, 2, width))
    return joined


@handles("numpy.@r_", "numpy.@c_")
def by_brackets(call: LibraryCall) -> Value:
    return LibraryObject(call.name.replace("@", ""), NO_ARGUMENTS, call.origin)


@handles("numpy.r_.__getitem__", "numpy.c_.__getitem__")
def joined_by_brackets(call: LibraryCall) -> Value:
    """``np.r_[a, b]`` puts rows below rows, ``np.c_[a, b]`` columns beside columns."""
    index = call.argument("key", 0)
    items = index.items if isinstance(index, TupleValue) else () if index is None else (index,)
    parts = [as_array(item, call.host) for item in items]
    found = [part for part in parts if part is not None]
    if not found or len(found) != len(parts):
        return Array(made_by=function_name(call), origin=call.origin)
    if "numpy.r_" in call.name:
        return below(call, found)
    if any(part.columns is None for part in found):
        return _in_columns(call, found)
    return beside(call, [replace(part, columns=part.columns or 1) for part in found])


@handles("numpy.@newaxis", "tensorflow.@newaxis")
def newaxis(call: LibraryCall) -> Value:
    return NONE


@handles("numpy.@pi", "numpy.@e", "numpy.@inf", "numpy.@nan")
def constant(call: LibraryCall) -> Value:
    return Const({"pi": math.pi, "e": math.e, "inf": math.inf, "nan": math.nan}[call.name[7:]], call.origin)


# --- parts and positions ----------------------------------------------------------------------------


@handles("numpy.meshgrid")
def meshgrid(call: LibraryCall) -> Value:
    return TupleValue(
        tuple(Array(made_by=function_name(call), origin=call.origin) for _ in call.arguments.positional)
    )


@handles("numpy.array_split", "numpy.split", "tensorflow.split")
def split(call: LibraryCall) -> Value:
    """Parts of the rows; how many is known for a constant number of sections."""
    if has_tensor(call):
        return symbolic(call)
    data = as_array(call.argument("ary", 0), call.host)
    sections = integer(call.argument("indices_or_sections", 1))
    axis = call.argument("axis", 2)
    if (
        data is None
        or sections is None
        or not 0 < sections <= 64
        or (axis is not None and integer(axis) != 0)
    ):
        return call.unknown()
    return TupleValue(tuple(replace(plain_rows(data, (call.origin, part))) for part in range(sections)))


def plain_rows(data: Array, step: object) -> Array:
    """Some of the rows of the data."""
    return replace(data, token=encoded_token(data, step), length=None)


def encoded_token(data: Array, step: object) -> object:
    return plain(data, step).token


@operation("numpy.apply_along_axis", "numpy.vectorize", "numpy.gradient", "numpy.interp", "numpy.percentile")
def recomputed(op: Operation) -> Value:
    return plain(op.array, op.call.origin)


@operation("numpy.argsort", "array.argsort", "numpy.argmin", "array.argmin", "array.nonzero")
def positions(op: Operation) -> Value:
    if op.call.name.endswith("argmin") and is_none(op.option("axis", 0)):
        return op.call.unknown()
    return plain(op.array, op.call.name, columns=0 if op.array.columns == 0 else None)


@operation("numpy.any", "numpy.all", "array.any", "array.all")
def folded(op: Operation) -> Value:
    """``any(axis=1)`` of rows gives one truth for each row."""
    axis = integer(op.option("axis", 0))
    if axis is None:
        return op.call.unknown()
    if axis in (1, -1) and (op.array.columns or 0) >= 2 and not is_true(op.option("keepdims")):
        left = plain(op.array, (op.call.name, axis), length=op.array.length)
        return replace(left, made_by="", origin=op.call.origin, **ids_facts(0, 1, 2, 0))
    return plain(op.array, (op.call.name, axis))


@operation("pandas.factorize", "array.factorize")
def factorize(op: Operation) -> Value:
    """Ids in order of appearance, and the values they stand for."""
    known = op.array.classes if op.array.encoding in (None, *IDS) else None
    left = plain(op.array, "factorize")
    ids = encoded_ids(
        known,
        columns=0,
        length=op.array.length,
        made_by="factorize",
        origin=op.call.origin,
        token=left.token,
        evidence=left.evidence,
    )
    return TupleValue((ids, plain(op.array, "values", columns=0, length=known)))
