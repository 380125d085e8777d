"""The same numbers in another type or shape."""

from __future__ import annotations

import math
from dataclasses import replace

from compile_lint.model import Encoding
from compile_lint.overlays.array_facts import (
    IDS,
    ROWS_OF_ZEROS_AND_ONES,
    Shape,
    columns_of,
    derived,
    has_rows,
    ids_facts,
    in_any_shape,
    in_one_channel,
    integer,
    is_none,
    is_one_column,
    length_of,
    plain,
    shape_of,
    text,
    truth_facts,
)
from compile_lint.overlays.array_literals import list_of_pairs
from compile_lint.overlays.array_operations import (
    Operation,
    operation,
)
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.values import (
    Array,
    LibraryName,
    UnknownValue,
    Value,
)

# --- same values ------------------------------------------------------------------------------------


@operation(
    "array.copy",
    "array.as_matrix",
    "array.get_values",
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
    "tensorflow.ensure_shape",
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
    if op.call.name in ("numpy.array", "numpy.asarray"):
        pairs = list_of_pairs(op.call, op.call.argument("object", 0))
        if pairs is not None:
            return pairs
    dtype = op.option("dtype", 0) if op.call.name.startswith(("numpy", "tensorflow", "keras")) else None
    shape = (
        shape_of(op.call.argument("shape"), op.call.host) if op.call.name == "tensorflow.constant" else None
    )
    array = cast(op.array, dtype)
    if op.call.name == "array.as_matrix" and not is_none(op.call.argument("columns", 0)):
        return plain(array, "as_matrix")
    if op.call.name == "array.to_frame" and array.columns == 0:
        return replace(array, columns=1)
    if shape is not None:
        return reshaped(array, shape)
    return array


@handles("unknown.astype")
def retyped_unknown(call: LibraryCall) -> Value:
    """Of something unknown it stays known where it is equal to a number, and no more."""
    receiver = call.receiver
    if isinstance(receiver, UnknownValue):
        return receiver if receiver.test is not None else call.unknown(receiver.why, receiver.detail)
    return call.unknown()


@operation("array.astype", "tensorflow.cast", "keras.ops.cast", "keras.backend.cast", keeps_unknown=True)
def astype(op: Operation) -> Value:
    return cast(op.array, op.option("dtype", 0))


def cast(array: Array, dtype: Value | None) -> Array:
    """The same numbers in another type; only casts to booleans and from fractions to integers change any."""
    name = _dtype_name(dtype)
    if name.startswith("bool") and array.encoding in (Encoding.INTEGER, None, Encoding.CONTINUOUS):
        return replace(plain(array, "bool", length=array.length), **truth_facts(array.columns))
    if name.startswith(("int", "uint")) and array.encoding is Encoding.CONTINUOUS:
        bounded = all(end is not None and math.isfinite(end) for end in (array.lowest, array.highest))
        if bounded and is_one_column(array.columns) and array.lowest is not None and array.lowest >= 0:
            return derived(array, "int", **ids_facts(math.floor(array.lowest), None, None, array.columns))
        return plain(array, "int", columns=array.columns, length=array.length)
    return array


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
    columns = columns_of(shape)
    rank = None if shape is None else len(shape)
    if rank is None:
        kept = array.encoding in (None, Encoding.CONTINUOUS)
        return in_any_shape(array, length=None) if kept else _unencoded(array, None, None)
    last = shape[-1] if shape else None
    length = _new_length(array, shape)
    if array.encoding in IDS:
        if is_one_column(columns):
            return replace(array, columns=columns, has_depth=False, length=length)
        return _ids_in_axes(array, rank, last, columns, length)
    if array.encoding in ROWS_OF_ZEROS_AND_ONES:
        if (last is not None and last == array.classes) or (rank == 2 and last is None):
            return replace(array, columns=columns, has_rows=has_rows(shape), length=length)
        return _unencoded(array, columns, length)
    if array.encoding is None and is_one_column(columns) and (array.lowest, array.highest) == (0, 1):
        return replace(array, length=length, **ids_facts(0, 1, 2, columns))
    return replace(array, columns=columns, has_rows=has_rows(shape), has_depth=False, length=length)


def _ids_in_axes(array: Array, rank: int, last: int | None, columns: int | None, length: int | None) -> Array:
    """Class ids in several axes, as those of the pixels of images.

    In an axis of known size they may be data of as many columns; what they are is then for the loss to tell.
    """
    if rank > 2 and last == 1:
        return in_one_channel(array, length=length)
    if rank > 2 and last is None and array.encoding is Encoding.INTEGER:
        return in_any_shape(array, length=length)
    left = _unencoded(array, columns, length)
    is_plain = array.encoding is Encoding.INTEGER and not array.is_scaled
    return replace(left, lowest=array.lowest, highest=array.highest) if is_plain else left


def _unencoded(array: Array, columns: int | None, length: int | None) -> Array:
    left = replace(array, encoding=None, classes=None, lowest=None, highest=None)
    return replace(left, columns=columns, has_rows=False, has_depth=False, length=length)


def _new_length(array: Array, shape: Shape | None) -> int | None:
    first = length_of(shape)
    if first is not None and first >= 0:
        return first
    same_rows = is_one_column(array.columns) and is_one_column(columns_of(shape))
    return array.length if same_rows or (array.columns or -1) == columns_of(shape) else None


@operation("array.squeeze", "numpy.squeeze", "tensorflow.squeeze", "keras.ops.squeeze")
def squeeze(op: Operation) -> Value:
    if op.array.columns == 1 and not op.array.has_depth:
        return replace(op.array, columns=0)
    if op.array.columns == 0 or (op.array.columns or 0) >= 2:
        return op.array
    squeezed = in_any_shape(op.array)
    return derived(squeezed, "squeeze") if op.array.predicted_by else squeezed


@operation(
    "numpy.expand_dims", "tensorflow.expand_dims", "keras.ops.expand_dims", "keras.backend.expand_dims"
)
def expand_dims(op: Operation) -> Value:
    axis = integer(op.option("axis", 0) or op.option("dim"))
    if op.array.columns == 0 and axis in (-1, 1):
        return replace(op.array, columns=1)
    changed = in_one_channel if axis == -1 else in_any_shape
    is_mask = op.array.encoding is Encoding.BINARY and axis == -1
    if is_mask or op.array.encoding in (Encoding.INTEGER, Encoding.CONTINUOUS, None):
        return changed(op.array)
    return changed(_unencoded(op.array, None, None))


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
