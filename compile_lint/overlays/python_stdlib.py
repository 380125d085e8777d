"""functools, itertools, operator, contextlib, math, string, and names in folders."""

from __future__ import annotations

import itertools
import math
import string
from collections.abc import Callable

from compile_lint.overlays.derivations import derived, listed, open_list, over_contents
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.values.sizes import MAX_ITEMS, MAX_WRITTEN_OUT
from compile_lint.values.values import (
    Arguments,
    BoundFunction,
    Const,
    Dataset,
    LibraryName,
    LibraryObject,
    TupleValue,
    UnknownValue,
    Value,
)

MAX_CALLS = 64  # how often reduce calls a function
MAX_COMBINATIONS = 256  # more of them are not written out

# --- functools, contextlib -------------------------------------------------------------------------

# What a decorator with arguments gives: a function that returns its argument.
_GIVEN_BACK = "functools.wraps.decorator"


@handles("functools.partial")
def partial(call: LibraryCall) -> Value:
    if not call.arguments.positional:
        return call.unknown()
    function, *positional = call.arguments.positional
    if isinstance(function, UnknownValue):
        return call.unknown(function.why)
    filled = Arguments(
        tuple(positional),
        call.arguments.keywords,
        call.arguments.is_open_positional,
        call.arguments.is_open_keyword,
        call.arguments.written,
    )
    return BoundFunction(function, filled, call.origin)


@handles("functools.wraps")
def wraps(call: LibraryCall) -> Value:
    return LibraryName(_GIVEN_BACK, origin=call.origin)


@handles("functools.lru_cache", "functools.cache", "contextlib.contextmanager", _GIVEN_BACK)
def pass_through(call: LibraryCall) -> Value:
    """A decorator that gives the function back; ``lru_cache(maxsize=None)`` gives a decorator."""
    function = call.argument("user_function", 0)
    if function is None or isinstance(function, Const):
        return LibraryName(_GIVEN_BACK, origin=call.origin)
    return function


@handles("functools.reduce")
@over_contents
def reduce(call: LibraryCall) -> Value:
    function, iterable = call.argument("function", 0), call.argument("iterable", 1)
    items = None if iterable is None else call.host.items(iterable)
    if function is None or items is None or len(items) > MAX_CALLS:
        return call.unknown()
    initial = call.argument("initial", 2)
    if initial is not None:
        items = (initial, *items)
    if not items:
        return call.unknown()
    result, *rest = items
    for item in rest:
        result = call.host.call(function, Arguments((result, item)), call.origin)
    return result


@handles("operator.itemgetter", "operator.attrgetter")
def getter(call: LibraryCall) -> Value:
    return LibraryObject(call.name, call.arguments, call.origin)


@handles("operator.itemgetter.__call__", "operator.attrgetter.__call__")
def got(call: LibraryCall) -> Value:
    """``itemgetter(0, 2)(row)``: one item, or a tuple of several; attributes likewise."""
    owner, made = call.argument("", 0), call.receiver
    if owner is None or not isinstance(made, LibraryObject) or made.arguments.is_open_positional:
        return call.unknown()
    found: list[Value] = []
    for wanted in made.arguments.positional:
        if made.name == "operator.itemgetter":
            found.append(call.host.get_item(owner, wanted, call.origin))
        elif isinstance(wanted, Const) and isinstance(wanted.value, str) and "." not in wanted.value:
            found.append(call.host.attribute(owner, wanted.value, call.origin))
        else:
            return call.unknown()
    return found[0] if len(found) == 1 else TupleValue(tuple(found), call.origin)


@handles("contextlib.nullcontext")
def null_context(call: LibraryCall) -> Value:
    """Entering it gives what it was made with, as entering a one-element generator does."""
    return Dataset(call.argument("enter_result", 0) or Const(None), call.origin)


# --- itertools -------------------------------------------------------------------------------------


@handles("itertools.chain")
@over_contents
def chain(call: LibraryCall) -> Value:
    return _chained(call, call.arguments.positional)


@handles("itertools.chain.from_iterable")
@over_contents
def chain_from(call: LibraryCall) -> Value:
    iterable = call.argument("iterable", 0)
    parts = None if iterable is None else call.host.items(iterable)
    return open_list(call, None, "chain") if parts is None else _chained(call, parts)


def _chained(call: LibraryCall, parts: tuple[Value, ...]) -> Value:
    contents = [call.host.items(part) for part in parts]
    known = [content for content in contents if content is not None]
    if len(known) < len(contents) or call.arguments.is_open_positional:
        elements = {call.host.element(part) for part in parts}
        return open_list(call, elements.pop() if len(elements) == 1 else None, "chain")
    if sum(map(len, known)) > MAX_ITEMS:
        return open_list(call, None, "chain")
    return listed(call, tuple(item for content in known for item in content), "chain")


@handles("itertools.product", "itertools.combinations", "itertools.permutations")
@over_contents
def combine(call: LibraryCall) -> Value:
    """All tuples of items of known sequences, if they are few."""
    name = call.name.rpartition(".")[2]
    if call.arguments.is_open_positional:
        return open_list(call, None, name)
    if name == "product":
        parts, times = call.arguments.positional, call.arguments.get("repeat") or Const(1)
    else:
        parts, times = call.arguments.positional[:1], call.argument("r", 1) or Const(None)
    columns = [call.host.items(part) for part in parts]
    known = [column for column in columns if column is not None]
    count = times.value if isinstance(times, Const) else None
    if len(known) < len(columns) or not isinstance(count, int) or not 0 < count <= 8 or not known:
        elements = tuple(call.host.element(part) for part in parts)
        return open_list(call, TupleValue(elements) if name == "product" else None, name)
    if math.prod(len(column) for column in known) ** count > MAX_COMBINATIONS:
        return open_list(call, None, name)
    rows: Callable[[], object] = {
        "product": lambda: itertools.product(*known, repeat=count),
        "combinations": lambda: itertools.combinations(known[0], count),
        "permutations": lambda: itertools.permutations(known[0], count),
    }[name]
    return listed(call, tuple(TupleValue(tuple(row)) for row in rows()), name)  # type: ignore[attr-defined]


@handles("itertools.repeat")
def repeat(call: LibraryCall) -> Value:
    item, times = call.argument("object", 0), call.argument("times", 1)
    if item is None:
        return call.unknown()
    if isinstance(times, Const) and isinstance(times.value, int) and times.value <= MAX_WRITTEN_OUT:
        return listed(call, (item,) * max(times.value, 0), "repeat")
    return open_list(call, item, "repeat")


@handles("itertools.cycle")
@over_contents
def cycle(call: LibraryCall) -> Value:
    iterable = call.argument("iterable", 0)
    return open_list(call, None if iterable is None else call.host.element(iterable), "cycle")


@handles("itertools.count")
def count_up(call: LibraryCall) -> Value:
    return open_list(call, None, "count")


@handles("itertools.islice")
@over_contents
def islice(call: LibraryCall) -> Value:
    iterable, *bounds = call.arguments.positional or (Const(None),)
    items = call.host.items(iterable)
    numbers = [
        bound.value for bound in bounds if isinstance(bound, Const) and isinstance(bound.value, int | None)
    ]
    if items is not None and len(numbers) == len(bounds):
        try:
            return listed(call, tuple(itertools.islice(items, *numbers)), "islice")
        except (TypeError, ValueError):
            return call.unknown()
    return open_list(call, call.host.element(iterable), "islice")


# --- math ------------------------------------------------------------------------------------------

_FUNCTIONS: dict[str, Callable[..., object]] = {
    name: getattr(math, name)
    for name in (
        "sqrt",
        "log",
        "log2",
        "log10",
        "log1p",
        "exp",
        "expm1",
        "ceil",
        "floor",
        "trunc",
        "fabs",
        "pow",
        "sin",
        "cos",
        "tan",
        "tanh",
        "atan",
        "atan2",
        "hypot",
        "gcd",
        "isnan",
        "isinf",
        "isfinite",
        "fmod",
        "copysign",
        "radians",
        "degrees",
    )
}


@handles(*(f"math.{name}" for name in _FUNCTIONS))
def compute(call: LibraryCall) -> Value:
    values = call.arguments.positional
    numbers = [value.value for value in values if isinstance(value, Const)]
    if len(numbers) < len(values) or call.arguments.is_open_positional:
        return derived(call, call.name, *values)
    try:
        return Const(_FUNCTIONS[call.name.rpartition(".")[2]](*numbers), call.origin)
    except (TypeError, ValueError, ArithmeticError):
        return call.unknown()


@handles("math.prod")
@over_contents
def product(call: LibraryCall) -> Value:
    iterable = call.argument("iterable", 0)
    items = None if iterable is None else call.host.items(iterable)
    if items is None or len(items) > MAX_CALLS:
        return derived(call, "math.prod", iterable)
    numbers = [
        item.value for item in items if isinstance(item, Const) and isinstance(item.value, int | float)
    ]
    if len(numbers) < len(items):
        return derived(call, "math.prod", *items)
    return Const(math.prod(numbers), call.origin)


# The alphabets matter to models of characters, which have a unit for each.
_CONSTANTS: dict[str, object] = {
    **{f"math.@{name}": getattr(math, name) for name in ("pi", "e", "inf", "nan", "tau")},
    **{
        f"string.@{name}": getattr(string, name)
        for name in (
            "ascii_letters",
            "ascii_lowercase",
            "ascii_uppercase",
            "digits",
            "hexdigits",
            "octdigits",
            "punctuation",
            "printable",
            "whitespace",
        )
    },
}


@handles(*_CONSTANTS)
def constant(call: LibraryCall) -> Value:
    return Const(_CONSTANTS[call.name], call.origin)


@handles("sklearn.model_selection.ParameterGrid")
def parameter_grid(call: LibraryCall) -> Value:
    """A dict for each combination of the values that one dict of lists gives, names in alphabetical order."""
    grid = call.argument("param_grid", 0)
    entries = None if grid is None else call.host.mapping(grid)
    if entries is None or not all(isinstance(name, str) for name in entries):
        return open_list(call, None)
    names = sorted(map(str, entries))
    columns = [call.host.items(entries[name]) for name in names]
    known = [column for column in columns if column is not None]
    if len(known) < len(columns) or math.prod(map(len, known)) > MAX_COMBINATIONS:
        return open_list(call, None)
    rows = itertools.product(*known)
    return listed(
        call, tuple(call.host.new_dict(dict(zip(names, row, strict=True)), call.origin) for row in rows)
    )


# --- folders ---------------------------------------------------------------------------------------


@handles("os.listdir", "glob.glob", "tensorflow.io.gfile.listdir", "tensorflow.io.gfile.glob")
def names_in_folder(call: LibraryCall) -> Value:
    """A list of names that nobody knows before the program runs."""
    return open_list(call, None)
