"""Facts of arrays that all data overlays share: shapes, tokens, class ids, carried evidence.

``Array.columns`` is only ever set for arrays that are known to have one or two axes, and where the last one
is of size 1: a stack of images or sequences has ``columns`` None, so that no rule takes the width of an image
for a number of classes; one of masks with a channel has 1, and ``has_depth``.
``lowest`` and ``highest`` are tight or None: values close to them do occur. ``math.inf`` means known to
be unbounded. Data without an encoding and with both bounds known are whole numbers.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Hashable, Sequence
from dataclasses import replace
from typing import Any, TypeAlias
from weakref import WeakValueDictionary

from compile_lint.model import Encoding, Origin, Why
from compile_lint.model.call import Evidence, EvidenceKind
from compile_lint.overlays.registry import LibraryCall
from compile_lint.values.host import Host
from compile_lint.values.values import Array, Const, ListObject, Object, TupleValue, UnknownValue, Value

Shape: TypeAlias = "tuple[int | None, ...]"

_NUMBER = "number"
IDS = frozenset({Encoding.INTEGER, Encoding.BINARY, Encoding.PLUS_MINUS_ONE})
ROWS_OF_ZEROS_AND_ONES = frozenset({Encoding.ONE_HOT, Encoding.MULTI_HOT})

LARGEST = 1e15  # greater constants (and infinities and NaN) are no sizes, ids or bounds
_PICKS = frozenset({"item", "slice", "cells", "picked", "column"})  # first words of steps that pick cells
_ROWS_ONLY = frozenset({"slice", "picked"})  # those of steps that pick whole rows

MAX_TOKEN_DEPTH = 40  # steps that a token remembers; after that the data simply count as new


class EvenToken:
    """The identity of class ids that are each as frequent as another, as a shipped data set has them."""


class DerivedToken:
    """The identity of data made from other data by a pure step: the same step gives the same data.

    Made by ``derived_token`` only, one for each parent and step, so that tokens are compared by identity:
    ``x = x[x > 1]`` has its own token in parent and step, and a comparison by content would double with
    every such line.
    """

    __slots__ = ("__weakref__", "depth", "parent", "step")

    def __init__(self, parent: Hashable, step: Hashable, depth: int) -> None:
        self.parent = parent
        self.step = step
        self.depth = depth


_MADE: WeakValueDictionary[tuple[Hashable, Hashable], DerivedToken] = WeakValueDictionary()


class FilledToken:
    """The identity of an array made full of one number: its shape, and the loops that are around it."""

    __slots__ = ("__weakref__", "loops", "shape")

    def __init__(self, shape: Shape, loops: tuple[Value, ...]) -> None:
        self.shape = shape
        self.loops = loops

    def loops_since(self, loops: tuple[Value, ...]) -> tuple[Value, ...] | None:
        """Those of the loops that began after the array was made; None if one has ended since."""
        outer = loops[: len(self.loops)]
        is_within = len(outer) == len(self.loops) and all(map(operator.is_, outer, self.loops))
        return loops[len(outer) :] if is_within else None


class SetToken:
    """The identity of zeros of which those of some classes were set, as ``y[:, :, 0] = image == 0`` does.

    ``source`` names the image: another one has pixels of a class where the first has others.
    """

    __slots__ = ("__weakref__", "classes", "filled", "source")

    def __init__(self, filled: FilledToken, source: Hashable, classes: frozenset[int]) -> None:
        self.filled = filled
        self.source = source
        self.classes = classes


class JoinedToken:
    """The identity of columns that were put beside each other, which keeps what each of them was."""

    __slots__ = ("parts",)

    def __init__(self, parts: Sequence[Array]) -> None:
        self.parts = tuple(parts)


def part_at(array: Array, position: int) -> Array | None:
    """What stands in a column of an array that was joined from others, where it was an array by itself."""
    token, is_picked = array.token, False
    while isinstance(token, DerivedToken) and isinstance(token.step, tuple) and token.step[0] in _ROWS_ONLY:
        is_picked = is_picked or token.step[0] == "picked"
        token = token.parent
    if not isinstance(token, JoinedToken):
        return None
    left = position if position >= 0 else -1 - position  # columns that are passed on the way there
    for part in token.parts if position >= 0 else reversed(token.parts):
        if part.columns is None or left < max(part.columns, 1):
            is_found = left == 0 and is_one_column(part.columns) and axes_of(part) in (1, 2)
            return (some_classes(part) if is_picked else part) if is_found else None
        left -= max(part.columns, 1)
    return None


WHERE_TRUE = "where true"  # the step from a mask to the places where it holds


def derived_token(parent: Hashable, step: Hashable) -> Hashable:
    """The identity of what ``step`` makes of the data ``parent``."""
    depth = parent.depth + 1 if isinstance(parent, DerivedToken) else 1
    if depth > MAX_TOKEN_DEPTH:
        return object()
    made = _MADE.get((parent, step))
    if made is None:
        made = _MADE[parent, step] = DerivedToken(parent, step, depth)
    return made


def derived(array: Array, step: Hashable, **changes: Any) -> Array:  # noqa: ANN401 - fields of Array
    """``array`` with changes, as new data that ``step`` makes of it."""
    if "columns" in changes:
        changes.setdefault("has_rows", False)
        changes.setdefault("has_depth", array.has_depth and changes["columns"] == array.columns)
    return replace(array, token=derived_token(array.token, step), **changes)


def in_any_shape(array: Array, **changes: Any) -> Array:  # noqa: ANN401 - fields of Array
    """``array`` with other axes than before, nobody knows which."""
    return replace(array, columns=None, has_rows=False, has_depth=False, **changes)


def in_one_channel(array: Array, **changes: Any) -> Array:  # noqa: ANN401 - fields of Array
    """``array`` with a last axis of size 1, behind any others."""
    return replace(array, columns=1, has_rows=False, has_depth=True, **changes)


def plain(array: Array, step: Hashable, **changes: Any) -> Array:  # noqa: ANN401 - fields of Array
    """What is left of ``array`` when a step may have changed its values in any way.

    The evidence and the model that predicted the values stay, everything else goes unless given.
    """
    if array.has_depth and changes.get("columns") == array.columns:
        changes.setdefault("has_depth", True)
    return Array(
        made_by=array.made_by,
        token=derived_token(array.token, step),
        evidence=array.evidence,
        predicted_by=array.predicted_by,
        origin=array.origin,
        **changes,
    )


def some_classes(array: Array) -> Array:
    """``array`` after a choice of rows that may have gone by class: which classes are left is not known."""
    if array.encoding is Encoding.INTEGER:
        return replace(array, classes=None, lowest=None, highest=None)
    return replace(array, classes=None) if array.encoding is None else array


def comes_from(token: Hashable, source: Hashable) -> bool:
    """Whether data were computed from the data ``source``, as far as their identities tell."""
    while token != source and isinstance(token, DerivedToken):
        token = token.parent
    return token == source


def cells_read(token: Hashable) -> Hashable:
    """Which cells of which data ``token`` was computed from, whatever was done to each of them."""
    picks: list[Hashable] = []
    while isinstance(token, DerivedToken):
        if isinstance(token.step, tuple) and token.step[0] in _PICKS:
            picks.append(token.step)
        token = token.parent
    return (token, *picks)


def function_name(call: LibraryCall) -> str:
    """The plain name of the function that is called, for messages: ``randint``."""
    return call.name.rpartition(".")[2]


# --- constants -------------------------------------------------------------------------------------


def number(value: Value | None) -> float | None:
    """The number a constant stands for (booleans count as 0 and 1), or None; also None beyond all sizes."""
    if isinstance(value, Const) and isinstance(value.value, int | float) and abs(value.value) <= LARGEST:
        return value.value
    return None


def integer(value: Value | None) -> int | None:
    """The whole number a constant stands for, or None."""
    found = number(value)
    return int(found) if found is not None and float(found).is_integer() else None


def text(value: Value | None) -> str | None:
    """The string a constant stands for, or None."""
    return value.value if isinstance(value, Const) and isinstance(value.value, str) else None


def is_none(value: Value | None) -> bool:
    """Whether an argument was left out or is the constant None."""
    return value is None or (isinstance(value, Const) and value.value is None)


def is_true(value: Value | None) -> bool:
    return isinstance(value, Const) and value.value is True


def is_given_unknown(value: Value | None) -> bool:
    """Whether an argument was given, but not as a constant."""
    return value is not None and not isinstance(value, Const)


def is_whole(value: float | None) -> bool:
    return value is not None and math.isfinite(value) and float(value).is_integer()


# --- shapes ----------------------------------------------------------------------------------------


def shape_of(value: Value | None, host: Host) -> Shape | None:
    """The shape that a ``size=`` or ``shape`` argument asks for; None where even its rank is unknown."""
    if isinstance(value, Const):
        size = integer(value)
        return None if size is None else (size,)
    if isinstance(value, TupleValue | ListObject):
        items = host.items(value)
        return None if items is None else tuple(integer(item) for item in items)
    if isinstance(value, UnknownValue) and isinstance(value.token, tuple) and value.token[:1] == ("len",):
        return (None,)  # a length that is not known is one number all the same
    return None


def columns_of(shape: Shape | None) -> int | None:
    """``Array.columns`` for a shape: the last axis of one or two axes."""
    if shape is None or len(shape) not in (1, 2):
        return None
    return 0 if len(shape) == 1 else shape[1]


def has_rows(shape: Shape | None) -> bool:
    """Whether an array of this shape has two axes, the second of a width that is not known."""
    return shape is not None and len(shape) == 2 and shape[1] is None


def axes_of(array: Array) -> int | None:
    """How many axes an array has, where that is known."""
    if array.has_depth:
        return None
    if array.columns is None:
        return 2 if array.has_rows else None
    return 1 if array.columns == 0 else 2


def unknown_shape(array: Array, origin: Origin | None) -> UnknownValue:
    """The shape of an array whose axes are not counted; one-hot rows of any data have two or more."""
    least = 2 if array.encoding in (Encoding.ONE_HOT, Encoding.MULTI_HOT) else 0
    token = ("shape", least, array.token)
    return UnknownValue(Why.DYNAMIC, "the shape of an array", token, origin=origin)


def least_axes(shape: UnknownValue) -> int:
    """How many sizes a shape surely holds."""
    is_shape = isinstance(shape.token, tuple) and shape.token[0] == "shape"
    return int(shape.token[1]) if is_shape else 0  # type: ignore[index]


def one_value(array: Array) -> UnknownValue:
    """One value of an array: of labels or targets it is a number."""
    token = (_NUMBER, object()) if array.encoding is not None else object()
    return UnknownValue(Why.DYNAMIC, "one value of an array", token, origin=array.origin)


def is_number(value: UnknownValue) -> bool:
    """Whether an unknown value is surely one number of an array, which no list and no array is."""
    return isinstance(value.token, tuple) and value.token[0] == _NUMBER


def length_of(shape: Shape | None) -> int | None:
    return shape[0] if shape else None


def is_one_column(columns: int | None) -> bool:
    """Whether an array is known to hold one value a row."""
    return columns in (0, 1)


def broadcast_columns(left: int | None, right: int | None) -> int | None:
    """The columns of an element-wise operation on two arrays."""
    if left is None or right is None:
        return None
    if left == right:
        return left
    if {left, right} == {0, 1}:
        return None  # (N,) with (N, 1) gives (N, N)
    if min(left, right) <= 1:
        return max(left, right)
    return None


# --- class ids -------------------------------------------------------------------------------------


def ids_facts(
    lowest: float | None, highest: float | None, classes: int | None, columns: int | None
) -> dict[str, Any]:
    """The encoding and ranges of whole numbers that may serve as class ids.

    Two or more columns of zeros and ones are multi-hot; other whole numbers in several columns are no
    class ids, but data.
    """
    facts: dict[str, Any] = {"lowest": lowest, "highest": highest, "columns": columns, "classes": classes}
    zero_or_one = lowest in (0, 1) and highest in (0, 1)
    if columns is not None and columns >= 2:
        multi = zero_or_one and lowest != highest
        return (
            {**facts, "encoding": Encoding.MULTI_HOT, "classes": columns}
            if multi
            else {**facts, "classes": None}
        )
    if zero_or_one:
        return {**facts, "encoding": Encoding.BINARY, "classes": 2}
    if classes == 2 and (lowest, highest) == (-1, 1):
        return {**facts, "encoding": Encoding.PLUS_MINUS_ONE}
    return {**facts, "encoding": Encoding.INTEGER}


def truth_facts(columns: int | None) -> dict[str, Any]:
    """Zeros and ones: binary labels in one column, multi-hot in several.

    In columns that are not known they may be either, or masks: binary, of unknown width.
    """
    return ids_facts(0, 1, 2, columns)


def consecutive(lowest: float | None, highest: float | None) -> int | None:
    """How many classes ids from ``lowest`` to ``highest`` are, if they start where ids usually start."""
    if lowest not in (0, 1) or highest is None or not is_whole(highest):
        return None
    return int(highest - lowest) + 1


def encoded_ids(classes: int | None, **facts: Any) -> Array:  # noqa: ANN401 - fields of Array
    """Ids that an encoder hands out: 0 to ``classes - 1``."""
    highest = None if classes is None else classes - 1
    return Array(**{**facts, **ids_facts(0, highest, classes, facts.get("columns"))})


def one_hot_of(ids: Value | None, classes: int | None, made_by: str, origin: Origin | None) -> Array:
    """The one-hot rows that ``to_categorical``, ``one_hot`` and the like make of ids.

    Ids that are not known to have one axis may be masks or sequences, so the columns stay open.
    """
    source = ids if isinstance(ids, Array) else None
    is_column = source is not None and is_one_column(source.columns) and not source.has_depth
    return Array(
        encoding=Encoding.ONE_HOT,
        made_by=made_by,
        classes=classes,
        lowest=0,
        highest=1,
        columns=classes if is_column else None,
        has_rows=classes is None and is_column,
        length=None if source is None else source.length,
        token=object() if source is None else derived_token(source.token, ("one-hot", classes)),
        evidence=() if source is None else source.evidence,
        predicted_by=() if source is None else source.predicted_by,
        origin=origin,
    )


def largest_id(array: Array) -> int | None:
    """The largest class id, where the values are ids that were not scaled."""
    if array.encoding in (Encoding.INTEGER, Encoding.BINARY) and not array.is_scaled:
        return int(array.highest) if is_whole(array.highest) and array.highest is not None else None
    return None


def distinct(array: Array) -> int | None:
    """How many different values occur in a column of ids or names, where known."""
    if array.encoding in ROWS_OF_ZEROS_AND_ONES:
        return None
    if array.lowest is not None and array.lowest == array.highest:
        return None  # constant data are usually filled in later
    return array.classes


# --- unknown and carried facts ---------------------------------------------------------------------


def mean_of(array: Array, axis: Value | None, call: LibraryCall, what: str) -> UnknownValue:
    """The mean or deviation of data: unknown, but recognised when the data are standardised with it."""
    step = (what, axis if isinstance(axis, Const) else None)
    return replace(call.unknown(), token=derived_token(array.token, step))


def statistic(value: Value, what: str) -> Hashable | None:
    """The token of the data whose mean or deviation ``value`` is; None if it is nothing of that kind."""
    if isinstance(value, UnknownValue) and isinstance(value.token, DerivedToken):
        step = value.token.step
        if isinstance(step, tuple) and step[0] == what:
            return value.token.parent
    return None


def evidence(kind: EvidenceKind, words: str, origin: Origin | None) -> tuple[Evidence, ...]:
    """One sign of imbalance; none if it cannot be shown anywhere."""
    return () if origin is None else (Evidence(kind, words, origin),)


def predictors(*values: Value) -> tuple[Object, ...]:
    """The models whose predictions flow into any of the values."""
    arrays = [value for value in values if isinstance(value, Array)]
    return tuple(dict.fromkeys(model for array in arrays for model in array.predicted_by))


def gathered_evidence(*values: Value) -> tuple[Evidence, ...]:
    """The evidence of all values, each sign once."""
    found: list[Evidence] = []
    for value in values:
        if isinstance(value, Array):
            found += (sign for sign in value.evidence if sign not in found)
    return tuple(found)
