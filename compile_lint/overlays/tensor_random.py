"""Random draws of tf.random and keras.random: continuous data, or class ids of a whole-number type."""

from __future__ import annotations

import math

from compile_lint.model import Encoding
from compile_lint.overlays.array_facts import (
    Shape,
    columns_of,
    function_name,
    is_none,
    length_of,
    number,
    shape_of,
    text,
)
from compile_lint.overlays.numpy_random import integers_of
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.values import Array, LibraryName, Value


def _drawn_by(*names: str) -> tuple[str, ...]:
    return tuple(f"{prefix}.random.{name}" for name in names for prefix in ("tensorflow", "keras"))


@handles(*_drawn_by("normal"))
def draw_normal(call: LibraryCall) -> Value:
    return _floats(call, -math.inf, math.inf, shape_of(call.argument("shape", 0), call.host))


@handles(*_drawn_by("truncated_normal"))
def draw_truncated(call: LibraryCall) -> Value:
    """Two deviations around the mean; where that is, is left open."""
    return _floats(call, None, None, shape_of(call.argument("shape", 0), call.host))


@handles("tensorflow.random.poisson")
def draw_counts(call: LibraryCall) -> Value:
    return _floats(call, 0, math.inf, shape_of(call.argument("shape", 0), call.host))


@handles(*_drawn_by("uniform"))
def draw_uniform(call: LibraryCall) -> Value:
    """Floats from ``minval`` to ``maxval``, or whole numbers below it where ``dtype`` says so."""
    shape = shape_of(call.argument("shape", 0), call.host)
    low, high, dtype = call.argument("minval", 1), call.argument("maxval", 2), call.argument("dtype", 3)
    lowest = 0.0 if low is None else number(low)
    highest = 1.0 if is_none(high) else number(high)
    if lowest is None or highest is None:
        lowest = highest = None
    if is_none(dtype) or _is_type(dtype, "float"):
        return _floats(call, lowest, highest, shape)
    if _is_type(dtype, "int") or _is_type(dtype, "uint"):
        return integers_of(call, lowest, None if highest is None else highest - 1, shape)
    return call.unknown()


@handles("keras.random.randint")
def draw_integers(call: LibraryCall) -> Value:
    shape = shape_of(call.argument("shape", 0), call.host)
    high = number(call.argument("maxval", 2))
    return integers_of(call, number(call.argument("minval", 1)), None if high is None else high - 1, shape)


def _is_type(dtype: Value | None, kind: str) -> bool:
    name = dtype.name.rpartition(".")[2] if isinstance(dtype, LibraryName) else text(dtype)
    return name is not None and name.startswith(kind)


def _floats(call: LibraryCall, lowest: float | None, highest: float | None, shape: Shape | None) -> Value:
    if shape == ():
        return call.unknown(detail="a random number")
    return Array(
        encoding=Encoding.CONTINUOUS,
        made_by=function_name(call),
        lowest=lowest,
        highest=highest,
        columns=columns_of(shape),
        length=length_of(shape),
        origin=call.origin,
    )
