"""Methods of strings, bytes and numbers: worked out for constants, named by their receiver otherwise."""

from __future__ import annotations

from compile_lint.overlays.derivations import derived, listed, over_contents
from compile_lint.overlays.registry import LibraryCall, handles
from compile_lint.overlays.text_formats import MAX_WIDTH, filled_in
from compile_lint.overlays.text_outlines import of_format, outlined
from compile_lint.values.sizes import MAX_TEXT
from compile_lint.values.values import Const, TupleValue, UnknownValue, Value

# Methods whose result is no longer than the receiver and the arguments together, or just a little.
_TEXT = (
    "lower",
    "upper",
    "strip",
    "lstrip",
    "rstrip",
    "split",
    "rsplit",
    "splitlines",
    "partition",
    "rpartition",
    "startswith",
    "endswith",
    "title",
    "capitalize",
    "casefold",
    "swapcase",
    "removeprefix",
    "removesuffix",
    "find",
    "rfind",
    "index",
    "count",
    "isdigit",
    "isnumeric",
    "isdecimal",
    "isalpha",
    "isalnum",
    "islower",
    "isupper",
    "isspace",
    "isidentifier",
    "encode",
)
_PADDED = ("zfill", "ljust", "rjust", "center")

# Of an unknown receiver, only names that nothing but strings have.
_TELLING = (
    "lower",
    "upper",
    "strip",
    "lstrip",
    "rstrip",
    "title",
    "capitalize",
    "casefold",
    "startswith",
    "endswith",
)


@handles(
    *(f"str.{name}" for name in (*_TEXT, *_PADDED, "replace")),
    *(f"unknown.{name}" for name in _TELLING),
    *(f"builtins.str.{name}" for name in (*_TEXT, *_PADDED, "replace")),
    "int.bit_length",
    "float.is_integer",
    "bytes.decode",
)
@over_contents
def method(call: LibraryCall) -> Value:
    """``"text".lower()``, ``str.lower("text")``, and the like."""
    name = call.name.rpartition(".")[2]
    receiver, *given = (
        (call.receiver, *call.arguments.positional)
        if call.receiver
        else (call.arguments.positional or (None,))
    )
    arguments = [_constant(call, value) for value in given]
    keywords = {key: _constant(call, value) for key, value in call.arguments.keywords.items()}
    is_known = isinstance(receiver, Const) and ... not in (*arguments, *keywords.values())
    if not is_known or call.arguments.is_open_positional or call.arguments.is_open_keyword:
        return derived(call, name, receiver, *given, *call.arguments.keywords.values())
    assert isinstance(receiver, Const)
    if not _stays_short(name, receiver.value, arguments):
        return call.unknown()
    try:
        result = getattr(receiver.value, name)(*arguments, **keywords)
    except (AttributeError, LookupError, TypeError, ValueError, ArithmeticError):
        return call.unknown()
    if isinstance(result, list):
        return listed(call, tuple(Const(part, call.origin) for part in result))
    if isinstance(result, tuple):
        return TupleValue(tuple(Const(part, call.origin) for part in result), call.origin)
    return Const(result, call.origin)


def _constant(call: LibraryCall, value: Value) -> object:
    """The Python constant (or tuple of constants) that a value is; ``...`` if it is none."""
    if isinstance(value, TupleValue):
        parts = tuple(_constant(call, item) for item in value.items)
        return ... if ... in parts else parts
    return value.value if isinstance(value, Const) else ...


def _stays_short(name: str, receiver: object, arguments: list[object]) -> bool:
    if name in _PADDED:
        return bool(arguments) and isinstance(arguments[0], int) and arguments[0] <= MAX_WIDTH
    if name == "replace" and isinstance(receiver, str) and len(arguments) >= 2:
        new = arguments[1]
        return isinstance(new, str) and (len(receiver) + 1) * max(len(new), 1) <= MAX_TEXT
    return not isinstance(receiver, str) or len(receiver) <= MAX_TEXT


@handles("str.join")
@over_contents
def join(call: LibraryCall) -> Value:
    iterable, glue = call.argument("iterable", 0), call.receiver
    items = None if iterable is None else call.host.items(iterable)
    if items is None or not isinstance(glue, Const):
        return derived(call, "join", glue, iterable)
    parts = [item.value for item in items if isinstance(item, Const) and isinstance(item.value, str)]
    if len(parts) < len(items):
        return derived(call, "join", glue, *items)
    text = str(glue.value)
    if sum(len(part) + len(text) for part in parts) > MAX_TEXT:
        return call.unknown()
    return Const(text.join(parts), call.origin)


@handles("str.format", "str.format_map")
@over_contents
def fill_in(call: LibraryCall) -> Value:
    arguments, template = call.arguments, call.receiver
    positional, keywords = arguments.positional, dict(arguments.keywords)
    if call.name.endswith("map"):
        mapping = None if not positional else call.host.mapping(positional[0])
        if mapping is None:
            return call.unknown()
        positional, keywords = (), {str(key): value for key, value in mapping.items()}
    values = (*positional, *keywords.values())
    is_open = arguments.is_open_positional or arguments.is_open_keyword
    if is_open or not isinstance(template, Const) or not all(isinstance(value, Const) for value in values):
        outline = of_format(str(template.value)) if isinstance(template, Const) else ""
        if any(not isinstance(value, Const | UnknownValue) for value in values) or keywords:
            return outlined(call.unknown(), outline)
        return outlined(derived(call, "format", template, *values), outline)
    text = filled_in(
        str(template.value),
        [value.value for value in positional if isinstance(value, Const)],
        {name: value.value for name, value in keywords.items() if isinstance(value, Const)},
    )
    return call.unknown() if text is None else Const(text, call.origin)
