"""Random draws of numpy: integers as class ids, floats as continuous data."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from compile_lint.model import Encoding
from compile_lint.model.call import EvidenceKind
from compile_lint.overlays.array_facts import (
    Shape,
    columns_of,
    consecutive,
    derived,
    evidence,
    function_name,
    ids_facts,
    integer,
    is_none,
    is_true,
    is_whole,
    length_of,
    number,
    plain,
    shape_of,
)
from compile_lint.overlays.array_literals import as_array
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.values import (
    NO_ARGUMENTS,
    NONE,
    Array,
    LibraryObject,
    UnknownValue,
    Value,
)

_STATE = "numpy.random.RandomState"
_GENERATOR = "numpy.random.Generator"


def _drawn_by(*names: str) -> tuple[str, ...]:
    """A draw under the names of the module function, the old state and the new generator."""
    return tuple(f"{prefix}.{name}" for name in names for prefix in ("numpy.random", _STATE, _GENERATOR))


@handles("numpy.random.default_rng")
def default_rng(call: LibraryCall) -> Value:
    return LibraryObject(_GENERATOR, NO_ARGUMENTS, call.origin)


@handles("numpy.random.seed", f"{_STATE}.seed", *_drawn_by("shuffle"))
def nothing(call: LibraryCall) -> Value:
    return NONE


# --- whole numbers ----------------------------------------------------------------------------------


@handles(*_drawn_by("randint", "integers", "random_integers"))
def draw_integers(call: LibraryCall) -> Value:
    """``randint(high, size=)`` or ``randint(low, high, size)``; ``high`` is excluded unless asked for."""
    low, high = call.argument("low", 0), call.argument("high", 1)
    size = call.argument("size", 2)
    if is_none(size) and not call.arguments.may_hold("size"):
        return call.unknown(detail="a random number")
    lowest = number(low)
    if is_none(high):
        low_bound: float | None = 1.0 if call.name.endswith("random_integers") else 0
        top = lowest
    else:
        low_bound, top = lowest, number(high)
    inclusive = call.name.endswith("random_integers") or is_true(call.argument("endpoint"))
    highest = None if top is None else top if inclusive else top - 1
    return integers_of(call, low_bound, highest, shape_of(size, call.host))


def integers_of(call: LibraryCall, lowest: float | None, highest: float | None, shape: Shape | None) -> Array:
    """Whole numbers from ``lowest`` to ``highest`` in a shape.

    They are class ids in one column, multi-hot where they are 0 or 1 in several, and plain data in more
    axes (images, tokens) or in a shape that is not known.
    """
    columns, length = columns_of(shape), length_of(shape)
    if lowest is not None and highest is not None and is_whole(lowest) and is_whole(highest):
        lowest, highest = int(lowest), int(highest)
    if lowest is not None and highest is not None and highest < lowest:
        return Array(made_by=function_name(call), origin=call.origin)  # raises
    made = Array(made_by=function_name(call), length=length, columns=columns, origin=call.origin)
    if shape is None or (len(shape) > 2 and shape[-1] != 1) or (len(shape) == 2 and columns is None):
        return replace(made, lowest=lowest, highest=highest)
    if lowest is None and columns != 0:
        return made
    return replace(made, **ids_facts(lowest, highest, consecutive(lowest, highest), columns))


@handles(*_drawn_by("binomial"))
def draw_binomial(call: LibraryCall) -> Value:
    trials, share = number(call.argument("n", 0)), number(call.argument("p", 1))
    shape = shape_of(call.argument("size", 2), call.host)
    if is_none(call.argument("size", 2)) or trials is None:
        return call.unknown(detail="a random number")
    drawn = integers_of(call, 0, trials, shape)
    if trials == 1 and share is not None and drawn.encoding is Encoding.BINARY:
        return replace(drawn, evidence=_skew([share, 1 - share], call))
    return drawn if trials == 1 else replace(drawn, encoding=None, classes=None)


@handles(*_drawn_by("poisson", "geometric", "negative_binomial"))
def draw_counts(call: LibraryCall) -> Value:
    """Counts are regression targets without an upper bound."""
    return _floats(call, 0, math.inf, _last_size(call, 2 if call.name.endswith("negative_binomial") else 1))


# --- floats -----------------------------------------------------------------------------------------


@handles(*_drawn_by("rand"))
def draw_rand(call: LibraryCall) -> Value:
    return _floats(call, 0, 1, tuple(integer(part) for part in call.arguments.positional))


@handles(*_drawn_by("randn"))
def draw_randn(call: LibraryCall) -> Value:
    return _floats(call, -math.inf, math.inf, tuple(integer(part) for part in call.arguments.positional))


@handles("numpy.random.sample", *_drawn_by("random", "random_sample", "ranf"))
def draw_random(call: LibraryCall) -> Value:
    return _floats(call, 0, 1, _last_size(call, 0))


@handles(*_drawn_by("uniform"))
def draw_uniform(call: LibraryCall) -> Value:
    low, high = call.argument("low", 0), call.argument("high", 1)
    lowest = 0.0 if low is None else number(low)
    highest = 1.0 if high is None else number(high)
    if lowest is None or highest is None:
        lowest = highest = None
    return _floats(call, lowest, highest, _last_size(call, 2))


@handles(*_drawn_by("normal", "laplace", "logistic", "gumbel"))
def draw_normal(call: LibraryCall) -> Value:
    return _floats(call, -math.inf, math.inf, _last_size(call, 2))


@handles(*_drawn_by("standard_normal", "standard_cauchy"))
def draw_standard_normal(call: LibraryCall) -> Value:
    return _floats(call, -math.inf, math.inf, _last_size(call, 0))


@handles(*_drawn_by("standard_t"))
def draw_standard_t(call: LibraryCall) -> Value:
    return _floats(call, -math.inf, math.inf, _last_size(call, 1))


@handles(*_drawn_by("exponential", "chisquare", "rayleigh", "weibull", "pareto"))
def draw_positive(call: LibraryCall) -> Value:
    return _floats(call, 0, math.inf, _last_size(call, 1))


@handles(*_drawn_by("lognormal", "gamma"))
def draw_positive_by_two(call: LibraryCall) -> Value:
    return _floats(call, 0, math.inf, _last_size(call, 2))


@handles(*_drawn_by("beta"))
def draw_beta(call: LibraryCall) -> Value:
    return _floats(call, 0, 1, _last_size(call, 2))


@handles(*_drawn_by("multivariate_normal"))
def draw_vectors(call: LibraryCall) -> Value:
    centre = as_array(call.argument("mean", 0), call.host)
    shape = shape_of(call.argument("size", 2), call.host)
    width = None if centre is None or centre.columns != 0 else centre.length
    return _floats(call, -math.inf, math.inf, None if shape is None else (*shape, width))


def _last_size(call: LibraryCall, index: int) -> Shape | None:
    """The shape asked for; ``()`` for a single number."""
    size = call.argument("size", index)
    if is_none(size):
        return None if call.arguments.may_hold("size") else ()
    return shape_of(size, call.host)


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


# --- picking ----------------------------------------------------------------------------------------


@handles(*_drawn_by("choice"))
def draw_choice(call: LibraryCall) -> Value:
    """A choice of the given values, or of the numbers below a constant."""
    source = call.argument("a", 0)
    size = call.argument("size", 1)
    if is_none(size) and not call.arguments.may_hold("size"):
        return call.unknown(detail="a random choice")
    shape = shape_of(size, call.host)
    top = integer(source)
    drawn: Array | None
    if top is not None:
        drawn = integers_of(call, 0, top - 1, shape)
    else:
        values = as_array(source, call.host, call.origin)
        drawn = None if values is None else _picked(call, values, shape)
    if drawn is None:
        return call.unknown()
    shares = call.host.items(call.argument("p", 3) or NONE)
    known = [number(share) for share in shares or ()]
    if all(share is not None for share in known) and drawn.columns == 0:
        return replace(drawn, evidence=(*drawn.evidence, *_skew([s for s in known if s is not None], call)))
    return drawn


def _picked(call: LibraryCall, values: Array, shape: Shape | None) -> Array:
    columns, length = columns_of(shape), length_of(shape)
    if values.columns != 0 or shape is None:
        return plain(values, call.origin, columns=columns, length=length)
    if values.encoding in (Encoding.INTEGER, Encoding.BINARY, Encoding.PLUS_MINUS_ONE):
        facts: dict[str, Any] = ids_facts(values.lowest, values.highest, values.classes, columns)
        if len(shape) > 1 and columns is None and shape[-1] != 1:
            facts = {"columns": None}
        left = plain(values, call.origin, length=length)
        return replace(left, made_by=function_name(call), origin=call.origin, **facts)
    return derived(values, call.origin, columns=columns, length=length, origin=call.origin)


def _skew(shares: list[float], call: LibraryCall) -> tuple[Any, ...]:
    """Evidence that classes are drawn with clearly unequal frequencies."""
    if len(shares) < 2 or max(shares) < 2 * min(shares):
        return ()
    return evidence(
        EvidenceKind.SKEWED_GENERATION, f"unequal class frequencies in `{function_name(call)}`", call.origin
    )


@handles(*_drawn_by("permutation", "permuted"))
def permute(call: LibraryCall) -> Value:
    source = call.argument("x", 0)
    top = integer(source)
    if top is not None:
        return Array(
            made_by=function_name(call), columns=0, length=top, lowest=0, highest=top - 1, origin=call.origin
        )
    if isinstance(source, UnknownValue) and shape_of(source, call.host) is not None:
        return Array(made_by=function_name(call), columns=0, lowest=0, highest=math.inf, origin=call.origin)
    values = as_array(source, call.host, call.origin)
    return call.unknown() if values is None else derived(values, (call.name, call.origin))
