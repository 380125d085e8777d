"""Rows that pandas puts together, by a key, a span of time or a window, and what is computed of each lot."""

from __future__ import annotations

from compile_lint.overlays.pandas_columns import column, copied, forget, picked
from compile_lint.overlays.pandas_subscripts import name_of, names_of
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.values import Arguments, FrameObject, LibraryObject, Value

# Lots of rows, made with the frame or the column; stands for windows and spans of time as well.
_LOTS = "pandas.core.groupby.DataFrameGroupBy"
_COMPUTED = "mean sum median min max std var first last count asfreq ffill bfill interpolate nearest".split()
_OTHERS = "agg aggregate apply transform filter cumsum cumcount ngroup shift diff rank nunique size".split()


@handles(*(f"frame.{name}" for name in ("groupby", "rolling", "resample", "expanding", "ewm")))
def lots(call: LibraryCall) -> Value:
    assert call.receiver is not None
    return LibraryObject(_LOTS, Arguments((call.receiver,)), call.origin)


@handles(f"{_LOTS}.__getitem__")
def columns_of_lots(call: LibraryCall) -> Value:
    """``groups["price"]``: the lots of one column, or of some."""
    frame, index = _frame(call), call.argument("key", 0)
    name, names = name_of(index), names_of(index, call.host)
    if frame is None or (name is None and names is None):
        return anything(call)
    if name is None:
        assert names is not None
        return LibraryObject(_LOTS, Arguments((picked(frame, names, call.host, call.origin),)), call.origin)
    return LibraryObject(_LOTS, Arguments((column(frame, name, call.host, call.origin),)), call.origin)


@handles(*(f"{_LOTS}.{name}" for name in _COMPUTED))
def computed(call: LibraryCall) -> Value:
    """One row for each lot or each row, with other values in every column."""
    frame = _frame(call)
    if frame is None:
        return anything(call)
    made = copied(frame, call.host, call.origin)
    forget(made, call.host)
    return made


@handles(*(f"{_LOTS}.{name}" for name in _OTHERS))
def anything(call: LibraryCall) -> Value:
    return call.unknown(detail="what is computed of groups of rows")


def _frame(call: LibraryCall) -> FrameObject | None:
    data = call.receiver.arguments.get("", 0) if isinstance(call.receiver, LibraryObject) else None
    return data if isinstance(data, FrameObject) else None
