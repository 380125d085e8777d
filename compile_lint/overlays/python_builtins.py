"""Python's built-in functions and classes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from compile_lint.model import Why
from compile_lint.overlays import array_facts
from compile_lint.overlays.array_literals import as_array, list_of_array
from compile_lint.overlays.derivations import (
    derived,
    iterated,
    listed,
    open_list,
    over_contents,
    some_position,
    truth,
    truth_value,
)
from compile_lint.overlays.ensembles import over_models
from compile_lint.overlays.pandas_columns import whole
from compile_lint.overlays.predictions import Form, form_of
from compile_lint.overlays.project_paths import path_text
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.overlays.text_formats import formatted
from compile_lint.overlays.text_outlines import outline_of, outlined
from compile_lint.values.cells import GREW, ITEMS, KEYS
from compile_lint.values.sizes import MAX_ITEMS, MAX_WRITTEN_OUT
from compile_lint.values.store import DeadPath
from compile_lint.values.values import (
    NO_ARGUMENTS,
    NONE,
    UNBOUND,
    Arguments,
    Array,
    Const,
    Dataset,
    DictObject,
    FrameObject,
    FunctionValue,
    Instance,
    LibraryName,
    LibraryObject,
    ListObject,
    RowToken,
    TupleValue,
    UnknownValue,
    Value,
)

MAX_DIGITS = 4000  # longer numbers take long to convert
MAX_PARTNERS = 16  # items of a list that is gone through beside one that is not known
MAX_CALLS = 64  # how often map, filter and sorted call a function


# --- numbers and text ------------------------------------------------------------------------------

_CONVERSIONS: dict[str, Callable[..., object]] = {
    "int": int,
    "float": float,
    "str": str,
    "complex": complex,
    "repr": repr,
    "ascii": ascii,
    "abs": abs,
    "round": round,
    "divmod": divmod,
    "chr": chr,
    "ord": ord,
    "hex": hex,
    "bin": bin,
    "oct": oct,
    "range": range,
}
_EMPTY = {"int": 0, "float": 0.0, "str": "", "complex": 0j}


@handles(*(f"builtins.{name}" for name in _CONVERSIONS))
def convert(call: LibraryCall) -> Value:
    """A pure function of constants; of an unknown, an unknown named by it."""
    name = call.name.rpartition(".")[2]
    values = tuple(call.arguments)
    path = path_text(values[0]) if len(values) == 1 else None
    if path is not None and name == "str":
        return Const(path, call.origin)
    if not values and name in _EMPTY and not call.arguments.is_open_positional:
        return Const(_EMPTY[name], call.origin)
    if call.arguments.is_open_positional or call.arguments.is_open_keyword:
        return call.unknown()
    if values and isinstance(values[0], Array) and _is_followed(name, values[0]):
        return _of_array(call, name, values[0])
    if not all(isinstance(value, Const) and _is_small(value.value) for value in values):
        unknown = derived(call, name, *values)
        is_as_written = name == "str" and len(values) == 1 and isinstance(values[0], UnknownValue)
        return outlined(unknown, outline_of(values[0])) if is_as_written else unknown
    positional = [value.value for value in call.arguments.positional if isinstance(value, Const)]
    keywords = {
        key: value.value for key, value in call.arguments.keywords.items() if isinstance(value, Const)
    }
    digits = call.argument("ndigits", 1) if name == "round" else None
    if isinstance(digits, Const) and isinstance(digits.value, int) and abs(digits.value) > MAX_DIGITS:
        return call.unknown()
    try:
        result = _CONVERSIONS[name](*positional, **keywords)
    except (LookupError, TypeError, ValueError, ArithmeticError):
        return call.unknown()
    if isinstance(result, tuple):
        return TupleValue(tuple(Const(part, call.origin) for part in result), call.origin)
    return Const(result, call.origin)


def _is_followed(name: str, array: Array) -> bool:
    """Whether a function gives a value of an array as it was or rounded, as ``int`` does of a decision."""
    if name == "int":
        return form_of(array) is Form.DECISIONS or _is_cell(array)
    return name in ("float", "round")


def _is_cell(array: Array) -> bool:
    """Whether this is any one number of a column: a class id, or what stands in a table."""
    column = array.token.array if isinstance(array.token, RowToken) else None
    if column is None or column.columns != 0:
        return False
    return array.encoding in array_facts.IDS or column.has_single_cells


def _of_array(call: LibraryCall, name: str, array: Array) -> Value:
    """``float(scores[0])`` is still that score, and ``round`` the method of that name."""
    if name == "int" and isinstance(array.token, RowToken) and _is_cell(array):
        column = array.token.array
        if array.encoding is None:
            column = array_facts.plain(column, "int", columns=0, has_single_cells=True)
        return replace(array, token=RowToken(column, array.token.identity))
    if name in ("float", "int"):
        return array_facts.derived(array, name)
    method = call.host.attribute(array, name, call.origin)
    return call.host.call(method, Arguments(call.arguments.positional[1:]), call.origin)


def _is_small(value: object) -> bool:
    if isinstance(value, str | bytes):
        return len(value) <= MAX_DIGITS
    return not isinstance(value, int) or value.bit_length() <= 3 * MAX_DIGITS


@handles("builtins.bool")
@over_contents
def bool_of(call: LibraryCall) -> Value:
    value = call.argument("x", 0)
    if value is None:
        return call.unknown() if call.arguments.is_open_positional else Const(False, call.origin)
    return truth_value(call, value)


@handles("builtins.pow")
def power(call: LibraryCall) -> Value:
    values = tuple(call.arguments)
    numbers = [v.value for v in values if isinstance(v, Const) and isinstance(v.value, int | float)]
    if len(numbers) == len(values) == 2 and abs(numbers[1]) <= 64 and abs(numbers[0]) <= 1e6:
        try:
            return Const(numbers[0] ** numbers[1], call.origin)
        except ArithmeticError:
            return call.unknown()
    return derived(call, "pow", *values)


@handles("builtins.format")
def format_of(call: LibraryCall) -> Value:
    value, spec = call.argument("value", 0), call.argument("format_spec", 1)
    if isinstance(value, Const) and (spec is None or isinstance(spec, Const)):
        text = formatted(value.value, "" if spec is None else spec.value)
        return call.unknown() if text is None else Const(text, call.origin)
    return derived(call, "format", value, spec)


# --- sizes and numbers of several ------------------------------------------------------------------


@handles("builtins.len")
@over_contents
def length(call: LibraryCall) -> Value:
    value = call.argument("obj", 0)
    if isinstance(value, FrameObject):
        value = whole(value, call.host)
    if isinstance(value, Const):
        try:
            return Const(len(value.value), call.origin)  # type: ignore[arg-type]
        except (TypeError, OverflowError):
            return call.unknown()
    if isinstance(value, Array):
        if value.length is not None:
            return Const(value.length, call.origin)
        return UnknownValue(Why.DYNAMIC, "the length of an array", ("len", value.token), origin=call.origin)
    if isinstance(value, ListObject | DictObject | TupleValue):
        items = call.host.items(value)
        if isinstance(value, ListObject) and call.host.read(value, GREW) != UNBOUND:
            return call.unknown()
        if items is not None:
            return Const(len(items), call.origin)
        content = call.host.read(value, ITEMS if isinstance(value, ListObject) else KEYS)  # type: ignore[arg-type]
        return derived(call, "len", content)
    if isinstance(value, Instance):
        method = call.host.attribute(value, "__len__", call.origin)
        return call.host.call(method, NO_ARGUMENTS, call.origin)
    return derived(call, "len", value)


@handles("builtins.min", "builtins.max")
@over_contents
def extreme(call: LibraryCall) -> Value:
    name = call.name.rpartition(".")[2]
    positional = call.arguments.positional
    if call.arguments.is_open_positional or not positional:
        return call.unknown()
    items = call.host.items(positional[0]) if len(positional) == 1 else positional
    key = call.arguments.get("key")
    if items is None:
        return derived(call, name, *positional) if key is None else call.unknown()
    if not items:
        return call.argument("default") or call.unknown()
    keys = _keys(call, items, key)
    if keys is None:
        return derived(call, name, *items) if key is None else call.unknown()
    best = 0
    try:
        for at, candidate in enumerate(keys):
            is_better = candidate < keys[best] if name == "min" else candidate > keys[best]  # type: ignore[operator]
            best = at if is_better else best
    except TypeError:
        return call.unknown()
    return items[best]


def _keys(call: LibraryCall, items: tuple[Value, ...], key: Value | None) -> list[object] | None:
    """What items are sorted by, if all of it is known."""
    if key is not None and key != NONE:
        if len(items) > MAX_CALLS:
            return None
        items = tuple(call.host.call(key, Arguments((item,)), call.origin) for item in items)
    keys = [_comparable(item) for item in items]
    return None if ... in keys else keys


def _comparable(value: Value) -> object:
    """The constant, or tuple of constants, that a value is; ``...`` for anything else."""
    if isinstance(value, TupleValue):
        parts = tuple(_comparable(item) for item in value.items)
        return ... if ... in parts else parts
    return value.value if isinstance(value, Const) else ...


@handles("builtins.sum")
@over_contents
def total(call: LibraryCall) -> Value:
    iterable, start = call.argument("iterable", 0), call.argument("start", 1) or Const(0)
    items = None if iterable is None else call.host.items(iterable)
    listed = as_array(iterable, call.host, call.origin) if start == Const(0) else None
    over = over_models(listed, "summed", call.origin)
    if over is not None:
        return over
    if items is None:
        return derived(call, "sum", iterable, start)
    values = (start, *items)
    numbers = [v.value for v in values if isinstance(v, Const) and isinstance(v.value, int | float)]
    if len(numbers) != len(values):
        return derived(call, "sum", *values)
    return Const(sum(numbers[1:], numbers[0]), call.origin)


@handles("builtins.any", "builtins.all")
@over_contents
def any_or_all(call: LibraryCall) -> Value:
    iterable = call.argument("iterable", 0)
    items = None if iterable is None else call.host.items(iterable)
    if items is None:
        return derived(call, call.name, iterable)
    deciding = call.name == "builtins.any"
    answers = [truth(call.host, item) for item in items]
    if deciding in answers:
        return Const(deciding, call.origin)
    if None not in answers:
        return Const(not deciding, call.origin)
    undecided = [item for item, answer in zip(items, answers, strict=True) if answer is None]
    return truth_value(call, undecided[0]) if len(undecided) == 1 else derived(call, call.name, *undecided)


# --- sequences made of others ----------------------------------------------------------------------


@handles("builtins.list", "builtins.tuple", "builtins.set", "builtins.frozenset")
@over_contents
def collect(call: LibraryCall) -> Value:
    """A list, tuple or set of what an iterable holds."""
    kind = call.name.rpartition(".")[2]
    iterable = iterated(call.host, call.argument("iterable", 0))
    if isinstance(iterable, Dataset) and iterable.produced is not None:
        return call.host.call(LibraryName(call.name), Arguments((iterable.produced,)), call.origin)
    if iterable is None:
        items: tuple[Value, ...] | None = None if call.arguments.is_open_positional else ()
    else:
        items = call.host.items(iterable)
    if kind == "tuple":
        if items is not None:
            return TupleValue(items, call.origin)
        return derived(call, "tuple", iterable)
    kind = "list" if kind == "list" else "set"
    if items is None:
        element = None if iterable is None else call.host.element(iterable)
        made = open_list(call, element, kind, derived(call, kind, iterable))
        if isinstance(iterable, Array) and kind == "list":
            list_of_array(call.host, made, iterable)
        return made
    if kind == "set":
        if not all(isinstance(item, Const) for item in items):
            return open_list(call, items[0] if len(set(items)) == 1 else None, kind)
        items = tuple(dict.fromkeys(items))
    return listed(call, items, kind)


@handles("builtins.enumerate")
@over_contents
def enumerate_of(call: LibraryCall) -> Value:
    iterable, start = call.argument("iterable", 0), call.argument("start", 1) or Const(0)
    if iterable is None:
        return call.unknown()
    items = call.host.items(iterable)
    if items is None or not isinstance(start, Const) or not isinstance(start.value, int):
        place, item = some_position(call.origin), call.host.element(iterable)
        if isinstance(item, Array) and isinstance(item.token, RowToken):
            item = replace(item, token=RowToken(item.token.array, place.token))
        return open_list(call, TupleValue((place, item)), "enumerate")
    first = start.value
    return listed(
        call, tuple(TupleValue((Const(first + at), item)) for at, item in enumerate(items)), "enumerate"
    )


@handles("builtins.zip", "itertools.zip_longest")
@over_contents
def zip_of(call: LibraryCall) -> Value:
    iterables = call.arguments.positional
    if call.arguments.is_open_positional:
        return _unzipped(call)
    columns = [call.host.items(iterable) for iterable in iterables]
    known = [column for column in columns if column is not None]
    if len(known) < len(columns):
        row = TupleValue(tuple(call.host.element(iterable) for iterable in iterables))
        if any(isinstance(iterable, Dataset) for iterable in iterables):
            return Dataset(row, call.origin)  # generators of images and masks go to fit like this
        lengths = {len(column) for column in known}
        if call.name == "builtins.zip" and len(lengths) == 1 and max(lengths) <= MAX_PARTNERS:
            return _beside_unknown(call, iterables, max(lengths))
        return open_list(call, row, "zip")
    if call.name != "builtins.zip" and len({len(column) for column in known}) > 1:
        return call.unknown()
    if sum(map(len, known)) > MAX_ITEMS:
        return open_list(call, None, "zip")
    return listed(call, tuple(TupleValue(row) for row in zip(*known, strict=False)), "zip")


def _beside_unknown(call: LibraryCall, iterables: Sequence[Value], length: int) -> Value:
    """``zip(axes, ["loss", "accuracy"])``: who writes out a list has as many of what goes with it."""
    host = call.host
    columns = [host.items(one) or (host.element(one),) * length for one in iterables]
    return listed(call, tuple(TupleValue(row) for row in zip(*columns, strict=True)), "zip")


def _unzipped(call: LibraryCall) -> Value:
    """``zip(*pairs)``: a column of what each pair has first, one of what it has second."""
    pairs = call.arguments.unpacked
    row = None if pairs is None or call.arguments.positional else call.host.element(pairs)
    if not isinstance(row, TupleValue) or row.is_open:
        return call.unknown()
    return TupleValue(tuple(open_list(call, item) for item in row.items), call.origin)


@handles("builtins.map")
@over_contents
def map_of(call: LibraryCall) -> Value:
    function, *iterables = call.arguments.positional or (NONE,)
    if call.arguments.is_open_positional or not iterables:
        return call.unknown()
    columns = [call.host.items(iterable) for iterable in iterables]
    known = [column for column in columns if column is not None and len(column) <= MAX_CALLS]
    if len(known) < len(columns):
        row = tuple(call.host.element(iterable) for iterable in iterables)
        return open_list(call, call.host.call(function, Arguments(row), call.origin), "map")
    results = (call.host.call(function, Arguments(row), call.origin) for row in zip(*known, strict=False))
    return listed(call, tuple(results), "map")


@handles("builtins.filter")
@over_contents
def filter_of(call: LibraryCall) -> Value:
    function, iterable = call.argument("function", 0), call.argument("iterable", 1)
    if function is None or iterable is None:
        return call.unknown()
    items = call.host.items(iterable)
    if items is None or len(items) > MAX_CALLS:
        return open_list(call, call.host.element(iterable), "filter")
    kept: list[Value] = []
    for item in items:
        answer = item if function == NONE else call.host.call(function, Arguments((item,)), call.origin)
        keep = truth(call.host, answer)
        if keep is None:
            return open_list(call, None, "filter")
        if keep:
            kept.append(item)
    return listed(call, tuple(kept), "filter")


@handles("builtins.sorted")
@over_contents
def sorted_of(call: LibraryCall) -> Value:
    iterable = call.argument("iterable", 0)
    if iterable is None:
        return call.unknown()
    items = call.host.items(iterable)
    ordered = None if items is None else in_order(call, items)
    if ordered is None:
        content = derived(call, "sorted", iterable) if not call.arguments.keywords else None
        return open_list(call, call.host.element(iterable), content=content)
    return listed(call, ordered)


def in_order(call: LibraryCall, items: tuple[Value, ...]) -> tuple[Value, ...] | None:
    """Items sorted by the call's ``key`` and ``reverse``; None if their order is not known."""
    keys = _keys(call, items, call.argument("key"))
    backwards = call.argument("reverse") or Const(False)
    if keys is None or not isinstance(backwards, Const):
        return None
    try:
        order = sorted(range(len(items)), key=keys.__getitem__, reverse=bool(backwards.value))  # type: ignore[arg-type]
    except TypeError:
        return None
    return tuple(items[index] for index in order)


@handles("builtins.reversed")
@over_contents
def reversed_of(call: LibraryCall) -> Value:
    sequence = call.argument("sequence", 0)
    if sequence is None:
        return call.unknown()
    items = call.host.items(sequence)
    if items is None:
        return open_list(call, call.host.element(sequence), "reversed")
    return listed(call, items[::-1], "reversed")


@handles("builtins.iter", "builtins.aiter")
def iterator(call: LibraryCall) -> Value:
    """An iterator is taken for what it runs over; ``next`` does not rely on where it stands."""
    return call.argument("object", 0) or call.unknown()


@handles("builtins.next", "builtins.anext")
@over_contents
def next_of(call: LibraryCall) -> Value:
    source = call.argument("iterator", 0)
    if isinstance(source, Dataset):
        return source.element
    if source is None or isinstance(source, UnknownValue) or call.argument("default", 1) is not None:
        return call.unknown()
    if isinstance(source, Instance):
        method = call.host.attribute(source, "__next__", call.origin)
        return call.host.call(method, NO_ARGUMENTS, call.origin)
    items = call.host.items(source)
    if items and len(items) <= MAX_WRITTEN_OUT and all(item == items[0] for item in items):
        return items[0]
    return call.host.element(source) if items is None else call.unknown()


# --- what changes nothing, and what ends the program -------------------------------------------------


@handles("builtins.print", "time.sleep", "gc.collect", "warnings.filterwarnings", "warnings.warn")
def nothing(call: LibraryCall) -> Value:
    return NONE


@handles("builtins.input", "builtins.id", "builtins.hash", "builtins.exec")
def at_run_time(call: LibraryCall) -> Value:
    return call.unknown(Why.DYNAMIC)


@handles("builtins.exit", "builtins.quit", "sys.exit", "os._exit", "os.abort")
def end(call: LibraryCall) -> Value:
    raise DeadPath


@handles("builtins.object")
def plain_object(call: LibraryCall) -> Value:
    return LibraryObject("builtins.object", call.arguments, call.origin)


@handles("builtins.staticmethod", "builtins.classmethod", "builtins.property")
def marked(call: LibraryCall) -> Value:
    """``loss = staticmethod(mine)``: the function as the decorator of that name leaves it."""
    given = call.argument("fget" if call.name.endswith("property") else "function", 0)
    if not isinstance(given, FunctionValue):
        return given or call.unknown()
    made = FunctionValue(given.node, given.scope, given.defaults, given.unit, given.name, given.owner)
    made.decorators = given.decorators | {call.name}
    setter = call.argument("fset", 1)
    made.setter = setter if isinstance(setter, FunctionValue) else None
    return made
