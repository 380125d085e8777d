"""What any one of many values is like, where they are too many to be told apart."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace

from compile_lint.values.values import Array, Dataset, TupleValue, Value


def any_one_of_many(values: Sequence[Value], identity: Hashable) -> Value | None:
    """Any one of some data that are all alike, as data of their own; None if they are not, or are no data."""
    first = values[0]
    if isinstance(first, Array):
        arrays = [one for one in values if isinstance(one, Array) and are_alike(first, one)]
        is_alike = len(arrays) == len(values) and not first.predicted_by
        return replace(first, token=identity) if is_alike else None
    if isinstance(first, Dataset):
        datasets = [one for one in values if isinstance(one, Dataset) and one.produced is None]
        if len(datasets) < len(values):
            return None
        element = any_one_of_many([one.element for one in datasets], identity)
        return None if element is None else Dataset(element, first.origin)
    if isinstance(first, TupleValue):
        rows = [one.items for one in values if isinstance(one, TupleValue) and not one.is_open]
        if len(rows) < len(values) or any(len(row) != len(first.items) for row in rows):
            return None
        columns = enumerate(zip(*rows, strict=True))
        parts = [any_one_of_many(column, (identity, place)) for place, column in columns]
        items = tuple(part for part in parts if part is not None)
        return TupleValue(items, first.origin) if len(items) == len(parts) else None
    return None


def are_alike(one: Array, other: Array) -> bool:
    """Whether the same is known of two arrays, and the same of where they come from."""
    sources = (one.made_by, one.evidence, one.predicted_by)
    is_same = sources == (other.made_by, other.evidence, other.predicted_by)
    return is_same and one == replace(other, token=one.token)
