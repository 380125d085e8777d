"""What arithmetic makes of labels: shifted and scaled ids, ranges of continuous data.

Ranges stay tight or become unknown. Two arrays may depend on each other (``x - x ** 2``), so an operation on
two of them keeps only what holds for any pair: unbounded plus anything is unbounded.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import Any

from compile_lint.model import Encoding, Origin
from compile_lint.overlays.array_facts import (
    IDS,
    broadcast_columns,
    consecutive,
    derived,
    gathered_evidence,
    ids_facts,
    is_one_column,
    is_whole,
    number,
    plain,
    predictors,
    statistic,
)
from compile_lint.values.values import Array, Const, UnknownValue, Value

_FUNCTIONS: dict[str, Callable[[float, float], float]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "//": lambda a, b: a // b,
    "**": lambda a, b: a**b,
}

MAX_POWER = 8
_UNBOUNDED = (-math.inf, math.inf)


# --- with a constant -------------------------------------------------------------------------------


def with_constant(sign: str, array: Array, constant: Value, is_right: bool, origin: Origin | None) -> Array:
    """``array sign constant``, or ``constant sign array`` if the array stands on the right."""
    amount = number(constant)
    assert amount is not None
    step = (sign, constant, is_right)
    if (sign, amount) in (("+", 0), ("-", 0), ("*", 1), ("/", 1), ("**", 1)) and not (
        is_right and sign in "-/**"
    ):
        return array
    if sign == "%":
        return _modulo(array, constant, is_right, origin)
    if sign not in _FUNCTIONS or array.encoding in (Encoding.ONE_HOT, Encoding.MULTI_HOT):
        return plain(array, step, columns=array.columns, length=array.length)
    image = _image(sign, array.lowest, array.highest, amount, is_right)
    if array.encoding in IDS:
        return _moved_ids(sign, array, amount, is_right, step, image, origin)
    if array.encoding is Encoding.CONTINUOUS or (sign == "/" and _are_whole_numbers(array)):
        if sign == "//":
            return plain(array, step, columns=array.columns, length=array.length)
        facts: dict[str, Any] = {"encoding": Encoding.CONTINUOUS, "lowest": image[0], "highest": image[1]}
        facts |= {"made_by": "", "origin": origin or array.origin}  # no longer the numbers of the data set
        return derived(array, step, classes=None, **facts)
    if sign != "/" and isinstance(constant, Const) and isinstance(constant.value, int):
        return derived(array, step, classes=None, lowest=image[0], highest=image[1])
    return plain(array, step, columns=array.columns, length=array.length)


def _are_whole_numbers(array: Array) -> bool:
    """Plain data whose both bounds are known are whole numbers (see ``array_facts``)."""
    return array.lowest is not None and array.highest is not None


def _moved_ids(
    sign: str,
    array: Array,
    amount: float,
    is_right: bool,
    step: Hashable,
    image: tuple[float | None, float | None],
    origin: Origin | None,
) -> Array:
    """Class ids after arithmetic: shifted, spread, or scaled so that they are no ids any more."""
    lowest, highest = image
    made = replace(array, made_by="", origin=origin or array.origin)  # no longer the ids of the data set
    spans = is_whole(lowest) and is_whole(highest)
    if array.classes == 2 and (spans or lowest is None):
        if lowest is None:
            return plain(array, step, columns=array.columns, length=array.length)
        return derived(made, step, **ids_facts(lowest, highest, 2, array.columns))
    if sign in ("+", "-") and is_whole(amount):
        return derived(made, step, **ids_facts(lowest, highest, array.classes, array.columns))
    if sign == "*" and is_whole(amount) and amount != 0:
        return derived(made, step, **ids_facts(lowest, highest, array.classes, array.columns))
    if sign == "//" and is_whole(amount) and not is_right:
        return derived(made, step, **ids_facts(lowest, highest, consecutive(lowest, highest), array.columns))
    if sign in ("/", "*") and not is_right and array.classes != 2 and is_one_column(array.columns):
        return derived(array, step, lowest=lowest, highest=highest, is_scaled=True, scaled_origin=origin)
    return plain(array, step, columns=array.columns, length=array.length)


def _image(
    sign: str, lowest: float | None, highest: float | None, amount: float, is_right: bool
) -> tuple[float | None, float | None]:
    """The range that ``[lowest, highest]`` is mapped to; None where it is not known or not monotone."""
    if lowest is None or highest is None:
        return _half_image(sign, lowest, highest, amount, is_right)
    if sign == "**":
        return _power(lowest, highest, amount, is_right)
    if sign in ("/", "//"):
        crosses_zero = lowest <= 0 <= highest
        if (is_right and crosses_zero) or (not is_right and amount == 0):
            return (None, None)
    if sign == "*" and amount == 0:
        return (0, 0)
    apply = _FUNCTIONS[sign]
    try:
        ends = [apply(amount, end) if is_right else apply(end, amount) for end in (lowest, highest)]
    except (OverflowError, ZeroDivisionError):
        return (None, None)
    if any(math.isnan(end) for end in ends):
        return (None, None)
    return (min(ends), max(ends))


def _half_image(
    sign: str, lowest: float | None, highest: float | None, amount: float, is_right: bool
) -> tuple[float | None, float | None]:
    """Like ``_image`` where at most one end is known: only shifts and stretches keep it."""
    if sign not in "+-*/" or (sign == "/" and (is_right or amount == 0)) or (sign == "*" and amount == 0):
        return (None, None)
    apply = _FUNCTIONS[sign]
    ends = [
        None if end is None else apply(amount, end) if is_right else apply(end, amount)
        for end in (lowest, highest)
    ]
    turned = (sign == "-" and is_right) or (sign in "*/" and amount < 0)
    return (ends[1], ends[0]) if turned else (ends[0], ends[1])


def _power(lowest: float, highest: float, amount: float, is_right: bool) -> tuple[float | None, float | None]:
    if is_right or not 0 < amount <= MAX_POWER or not is_whole(amount):
        return (None, None)
    try:
        ends = [end ** int(amount) for end in (lowest, highest)]
    except OverflowError:
        return (None, None)
    if amount % 2 == 0 and lowest < 0 < highest:
        return (0, max(ends))
    return (min(ends), max(ends))


def _modulo(array: Array, divisor: Value, is_right: bool, origin: Origin | None) -> Array:
    """``ids % n``: ids from 0 to ``n - 1``, where the left side holds whole numbers."""
    step = ("%", divisor, is_right)
    whole = array.encoding in (Encoding.INTEGER, Encoding.BINARY) or (
        array.encoding is None and _are_whole_numbers(array)
    )
    if is_right or not whole or array.is_scaled:
        return plain(array, step, columns=array.columns, length=array.length)
    count = divisor.value if isinstance(divisor, Const) and isinstance(divisor.value, int) else None
    if isinstance(divisor, Const) and (count is None or count < 2):
        return plain(array, step, columns=array.columns, length=array.length)
    made = replace(plain(array, step), made_by="", origin=origin, length=array.length)
    if array.columns is None:  # zeros and ones in unknown columns may be multi-hot
        return made
    if count is None:
        return replace(made, **ids_facts(0, None, None, array.columns)) if array.columns < 2 else made
    if array.lowest == 0 and array.highest is not None and array.highest < count:
        kept = consecutive(0, array.highest)
        return replace(made, **ids_facts(0, array.highest, kept, array.columns))
    return replace(made, **ids_facts(0, count - 1, count, array.columns))


# --- with a value that is not known ----------------------------------------------------------------


def with_statistic(sign: str, array: Array, other: Value, is_right: bool, origin: Origin | None) -> Array:
    """Arithmetic with an unknown: centring by a mean, dividing by a deviation, or just unknown.

    ``y - y.mean()`` and then ``/ y.std()`` give values around zero on both sides.
    """
    token = other.token if isinstance(other, UnknownValue) else object()
    step: Hashable = (sign, token, is_right)
    if sign == "%":
        return _modulo(array, other, is_right, origin)
    if sign == "-" and not is_right and statistic(other, "mean") is not None:
        return _standardised(array, ("centred", token), (None, None), origin)
    if sign == "/" and not is_right and statistic(other, "std") is not None and _is_centred(array):
        return _standardised(array, ("standardised", token), _UNBOUNDED, origin)
    if array.encoding is Encoding.CONTINUOUS:
        open_ended = sign in "+-" and (array.lowest, array.highest) == _UNBOUNDED
        bounds = _UNBOUNDED if open_ended else (None, None)
        return derived(array, step, classes=None, lowest=bounds[0], highest=bounds[1])
    return plain(array, step, columns=array.columns, length=array.length)


def _is_centred(array: Array) -> bool:
    step = getattr(array.token, "step", None)
    return isinstance(step, tuple) and step[0] == "centred"


def _standardised(
    array: Array, step: Hashable, bounds: tuple[float | None, float | None], origin: Origin | None
) -> Array:
    if array.encoding in IDS and is_one_column(array.columns):
        return derived(array, step, lowest=None, highest=None, is_scaled=True, scaled_origin=origin)
    if array.encoding in (None, Encoding.CONTINUOUS):
        facts: dict[str, Any] = {"encoding": Encoding.CONTINUOUS, "lowest": bounds[0], "highest": bounds[1]}
        if bounds == _UNBOUNDED:
            facts |= {"made_by": "", "origin": origin}  # no longer the numbers of the data set
        return derived(array, step, classes=None, **facts)
    return plain(array, step, columns=array.columns, length=array.length)


# --- with another array ----------------------------------------------------------------------------


def with_array(sign: str, left: Array, right: Array, origin: Origin | None) -> Array:
    """``left sign right`` element by element, or their matrix product."""
    made = Array(
        columns=broadcast_columns(left.columns, right.columns),
        length=left.length if left.length == right.length else None,
        evidence=gathered_evidence(left, right),
        predicted_by=predictors(left, right),
        origin=origin,
    )
    if sign == "@":
        made = replace(made, columns=_product_columns(left, right), length=left.length)
    encodings = {left.encoding, right.encoding}
    if sign in ("+", "-", "*", "/", "@") and Encoding.CONTINUOUS in encodings:
        bounds = _joint_bounds(sign, left, right)
        return replace(made, encoding=Encoding.CONTINUOUS, lowest=bounds[0], highest=bounds[1])
    both_ids = encodings <= {Encoding.INTEGER, Encoding.BINARY} and not (left.is_scaled or right.is_scaled)
    if sign == "+" and both_ids and is_one_column(made.columns):
        return replace(made, encoding=Encoding.INTEGER)
    if sign == "*" and encodings == {Encoding.BINARY} and is_one_column(made.columns):
        return replace(made, **ids_facts(0, 1, 2, made.columns))
    if sign == "*" and encodings == {Encoding.PLUS_MINUS_ONE} and is_one_column(made.columns):
        return replace(made, **ids_facts(-1, 1, 2, made.columns))
    return made


def _product_columns(left: Array, right: Array) -> int | None:
    if left.columns is None or right.columns is None or left.columns == 0:
        return None
    return right.columns


def _joint_bounds(sign: str, left: Array, right: Array) -> tuple[float | None, float | None]:
    sides = [(side.lowest, side.highest) for side in (left, right)]
    if sign in ("+", "-") and _UNBOUNDED in sides:
        return _UNBOUNDED
    if sign == "@" and _UNBOUNDED in sides:
        return _UNBOUNDED
    if sign == "*" and sides == [_UNBOUNDED, _UNBOUNDED] and left.token != right.token:
        return _UNBOUNDED
    if sign == "+" and left.token != right.token:
        (low, high), (low2, high2) = sides
        if (
            low is not None
            and low2 is not None
            and high is not None
            and high2 is not None
            and min(low, low2) >= 0
        ):
            return (low + low2, high + high2)
    return (None, None)
