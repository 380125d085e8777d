"""What nested lists and tuples of constants are when read as an array."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from compile_lint.model import Encoding, Origin
from compile_lint.overlays.array_facts import (
    derived,
    derived_token,
    gathered_evidence,
    ids_facts,
    is_whole,
    predictors,
    some_classes,
)
from compile_lint.overlays.derivations import (
    any_items,
    are_places,
    is_one_number,
    is_whole_number,
    open_list,
)
from compile_lint.overlays.ensembles import stacked
from compile_lint.overlays.one_hot_rows import rows_with_one_set
from compile_lint.overlays.pandas_columns import whole
from compile_lint.overlays.predictions import Form, form_of
from compile_lint.overlays.registry import LibraryCall
from compile_lint.values.cells import ARRAY, ELEMENT, ITEMS
from compile_lint.values.host import Host
from compile_lint.values.truths import asked_for
from compile_lint.values.values import (
    UNBOUND,
    Array,
    Const,
    FrameObject,
    ListObject,
    RowToken,
    TupleValue,
    Value,
    leaves,
)

MAX_CELLS = 100_000  # of rows that are looked at one by one; only a repetition makes more of them


def as_array(value: Value | None, host: Host, origin: Origin | None = None) -> Array | None:
    """An Array as it is, a frame as a whole, a list or tuple as numpy reads it; None for anything else."""
    if isinstance(value, Array):
        return value
    if isinstance(value, FrameObject):
        return whole(value, host)
    if isinstance(value, TupleValue | ListObject):
        items = host.items(value)
        if items is None:
            return _of_open_list(value, host, origin) if isinstance(value, ListObject) else None
        return Array(origin=origin, made_by="np.array", **_sequence_facts(items, host))
    return None


def _encoded_places(origin: Origin | None, made_by: str) -> Array:
    """Places of items among many, one for each row, as a program makes class ids of names of classes.

    They may be counted from any number, so their range is not known.
    """
    return Array(origin=origin, made_by=made_by, **ids_facts(None, None, None, columns=0))


def column_of(value: Value) -> Array | None:
    """The ids of many rows, where a data set yields one of several numbers, or the place of something."""
    if are_places(value):
        return _encoded_places(value.origin, "")
    numbers = list(leaves(value))
    if len(numbers) == 1 or not all(is_whole_number(one) for one in numbers):
        return None
    ids = [one.value for one in numbers if isinstance(one, Const)]
    return Array(origin=value.origin, **_column_facts(ids, 0))


def list_of_pairs(call: LibraryCall, value: Value | None) -> ListObject | None:
    """What stays a list as an array too: of an unknown number of pairs, say, of two lists each.

    NumPy makes objects of them, or one more axis; either way ``array[:, 1]`` are the second ones.
    """
    host = call.host
    if not isinstance(value, ListObject) or host.items(value) is not None:
        return None
    pair = host.read(value, ELEMENT)
    parts = host.items(pair) if isinstance(pair, ListObject | TupleValue) else None
    if not any(isinstance(part, ListObject | Array) for part in parts or ()):
        return None
    return open_list(call, pair)


def list_of_array(host: Host, made: ListObject, array: Array) -> None:
    """Remember that the unknown items of a list are those of an array, until they are made unknown anew."""
    host.write(made, ARRAY, TupleValue((host.read(made, ITEMS), array)))


def array_listed(host: Host, value: ListObject) -> Array | None:
    """The array whose items a list holds."""
    found = host.read(value, ARRAY)
    if isinstance(found, TupleValue) and found.items[0] == host.read(value, ITEMS):
        array = found.items[1]
        return array if isinstance(array, Array) else None
    return None


def _of_open_list(value: ListObject, host: Host, origin: Origin | None) -> Array | None:
    """A list filled in a loop: what one of its items is tells what all of them are.

    One id and a row of ids look alike here, so only continuous data and one-hot rows are followed,
    rows of an array, and constants, which are all that is ever appended.
    """
    array = array_listed(host, value)
    if array is not None:
        return array
    element = host.read(value, ELEMENT)
    rows = rows_with_one_set(host, element, origin)
    if rows is not None:
        return rows
    constants = any_items(host, value)
    if constants and all(isinstance(one, Const | TupleValue | ListObject) for one in constants):
        facts = _sequence_facts(constants, host) | {"length": None}
        return _as_decided(Array(origin=origin, made_by="np.array", **facts), element)
    if are_places(element):
        return _encoded_places(origin, "np.array")
    if element != UNBOUND and all(is_one_number(one) for one in leaves(element)):
        return Array(made_by="np.array", columns=0, origin=origin)
    if not isinstance(element, Array):
        return None
    if isinstance(element.token, RowToken):
        # The loop may have left out rows.
        return derived(some_classes(element.token.array), ("rows", value.origin), length=None)
    kept = element.encoding in (Encoding.CONTINUOUS, Encoding.ONE_HOT)
    facts = {"lowest": element.lowest, "highest": element.highest, "classes": element.classes} if kept else {}
    token = stacked([element])
    if form_of(element) in (Form.CLASSES, Form.DECISIONS):
        token = derived_token(element.token, ("values", value.origin))
    return Array(
        token=object() if token is None else token,
        encoding=element.encoding if kept else None,
        made_by=element.made_by,
        evidence=element.evidence,
        predicted_by=element.predicted_by,
        origin=origin,
        **facts,
    )


def _as_decided(array: Array, element: Value) -> Array:
    """``[1 if p > 0.5 else 0 for p in predictions]``: what was computed from the predictions decides."""
    asked = asked_for(element) or []
    models = predictors(*asked)
    if not models or any(form_of(one) is not Form.DECISIONS for one in asked):
        return array
    return replace(array, token=derived_token(asked[0].token, "int"), predicted_by=models)


def _sequence_facts(items: tuple[Value, ...], host: Host) -> dict[str, Any]:
    scalars = [item.value for item in items if isinstance(item, Const)]
    if items and len(scalars) == len(items):
        return {**_column_facts(scalars, 0), "length": len(items)}
    rows = [host.items(item) for item in items if isinstance(item, TupleValue | ListObject)]
    if items and len(rows) == len(items):
        return _row_facts([row for row in rows if row is not None], len(items))
    arrays = [item for item in items if isinstance(item, Array)]
    if items and len(arrays) == len(items):
        return _stack_facts(arrays)
    return {"length": len(items)}


def _row_facts(rows: list[tuple[Value, ...]], length: int) -> dict[str, Any]:
    widths = {len(row) for row in rows}
    if len(rows) != length or len(widths) != 1:
        return {"length": length}
    width = widths.pop()
    if length * width > MAX_CELLS:
        return {"length": length}
    cells = [cell.value for row in rows for cell in row if isinstance(cell, Const)]
    if len(cells) != length * width or width == 0:
        deeper = any(isinstance(cell, TupleValue | ListObject | Array) for row in rows for cell in row)
        return {"length": length, "columns": None if deeper else width}
    if width == 1:
        return {**_column_facts(cells, 1), "length": length}
    numbers = _numbers(cells)
    facts: dict[str, Any] = {"length": length, "columns": width}
    if numbers is None or len(set(numbers)) == 1:  # rows of one number are filled in later
        return facts
    sums = {sum(numbers[start : start + width]) for start in range(0, len(numbers), width)}
    if set(numbers) <= {0, 1}:
        encoding = Encoding.ONE_HOT if sums == {1} else Encoding.MULTI_HOT
        return {**facts, "encoding": encoding, "classes": width, "lowest": 0, "highest": 1}
    bounds = {"lowest": min(numbers), "highest": max(numbers)}
    if all(is_whole(entry) for entry in numbers):
        return {**facts, **bounds}
    if all(abs(total - 1) < 1e-6 for total in sums) and min(numbers) >= 0:
        return facts  # rows of probabilities: neither classes nor regression targets
    return {**facts, **bounds, "encoding": Encoding.CONTINUOUS}


def _column_facts(values: Sequence[object], columns: int) -> dict[str, Any]:
    numbers = _numbers(values)
    if numbers is None:
        names = all(isinstance(value, str) for value in values)
        return {"columns": columns, "classes": len(set(values)) if names else None}
    lowest, highest = min(numbers), max(numbers)
    kinds = set(numbers)
    if not all(is_whole(entry) for entry in numbers):
        return {"columns": columns, "encoding": Encoding.CONTINUOUS, "lowest": lowest, "highest": highest}
    if kinds <= {0, 1} or kinds == {-1, 1}:
        return ids_facts(lowest, highest, 2, columns)
    written_as_ids = all(isinstance(value, int) for value in values)
    if written_as_ids and lowest in (0, 1) and len(kinds) == highest - lowest + 1:
        return ids_facts(lowest, highest, len(kinds), columns)
    return {"columns": columns, "lowest": lowest, "highest": highest}


def _numbers(values: Sequence[object]) -> list[float] | None:
    numbers = [value for value in values if isinstance(value, int | float)]
    return numbers if numbers and len(numbers) == len(values) else None


def _stack_facts(arrays: list[Array]) -> dict[str, Any]:
    """Arrays of one axis stacked become rows; anything else is data."""
    first = arrays[0]
    carried: dict[str, Any] = {
        "length": len(arrays),
        "evidence": gathered_evidence(*arrays),
        "predicted_by": predictors(*arrays),
    }
    token = stacked(arrays)
    if token is not None:
        carried["token"] = token
    if all(array.columns == 0 and array.length == first.length for array in arrays):
        carried["columns"] = first.length
    if all(array.encoding is Encoding.CONTINUOUS for array in arrays):
        carried["encoding"] = Encoding.CONTINUOUS
    if all(array.encoding is Encoding.ONE_HOT and array.classes == first.classes for array in arrays):
        carried |= {"encoding": Encoding.ONE_HOT, "classes": first.classes, "lowest": 0, "highest": 1}
    return carried
