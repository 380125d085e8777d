"""Operators and comparisons on single (choice-free) values."""

from __future__ import annotations

import operator as op
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from compile_lint.model import Origin, Why
from compile_lint.overlays import array_operators
from compile_lint.overlays.derivations import any_items, end_with, known_tail, over_each
from compile_lint.overlays.keras_history import note_comparison
from compile_lint.overlays.project_paths import path_text
from compile_lint.overlays.python_containers import update_dict
from compile_lint.overlays.registry import find_handler
from compile_lint.overlays.text_formats import interpolated
from compile_lint.overlays.text_outlines import is_text, joined_path, of_percent, outline_of, outlined
from compile_lint.values.cells import ELEMENT, ITEMS
from compile_lint.values.conditions import Test
from compile_lint.values.kinds import kind_of
from compile_lint.values.sizes import MAX_ITEMS, MAX_NUMBER, MAX_TEXT
from compile_lint.values.unfollowed import unfollowed_name
from compile_lint.values.values import (
    FALSE,
    TRUE,
    UNBOUND,
    Arguments,
    Array,
    ClassValue,
    Const,
    DictObject,
    LibraryName,
    ListObject,
    Object,
    Tensor,
    TupleValue,
    UnknownValue,
    Value,
    one_of,
)

if TYPE_CHECKING:
    from compile_lint.interpret.machine import Machine

SYMBOLS = {
    "Add": "+",
    "Subtract": "-",
    "Multiply": "*",
    "Divide": "/",
    "FloorDivide": "//",
    "Modulo": "%",
    "Power": "**",
    "MatrixMultiply": "@",
    "BitAnd": "&",
    "BitOr": "|",
    "BitXor": "^",
    "LeftShift": "<<",
    "RightShift": ">>",
    "Equal": "==",
    "NotEqual": "!=",
    "LessThan": "<",
    "LessThanEqual": "<=",
    "GreaterThan": ">",
    "GreaterThanEqual": ">=",
    "Minus": "-",
    "Plus": "+",
    "BitInvert": "~",
    "Not": "not",
}

_FUNCTIONS: dict[str, Callable[[Any, Any], object]] = {
    "Add": op.add,
    "Subtract": op.sub,
    "Multiply": op.mul,
    "Divide": op.truediv,
    "FloorDivide": op.floordiv,
    "Modulo": op.mod,
    "BitAnd": op.and_,
    "BitOr": op.or_,
    "BitXor": op.xor,
    "Equal": op.eq,
    "NotEqual": op.ne,
    "LessThan": op.lt,
    "LessThanEqual": op.le,
    "GreaterThan": op.gt,
    "GreaterThanEqual": op.ge,
}

_FALSE_WHERE_IT_RUNS = frozenset({"typing.TYPE_CHECKING", "typing_extensions.TYPE_CHECKING"})
_NUMBERS = (int, float)


def binary(
    machine: Machine, name: str, left: Value, right: Value, origin: Origin | None, *, in_place: bool = False
) -> Value:
    """``left name right``; ``name`` is libcst's operator class (``Add``)."""
    if isinstance(left, Const) and isinstance(right, Const):
        return _constants(machine, name, left, right, origin)
    if name == "Modulo" and isinstance(left, Const) and isinstance(left.value, str):
        return _percent(machine, left.value, machine.frozen(right), origin)
    if name == "Divide" and path_text(left) is not None:
        return machine.calls.invoke(left, "__truediv__", Arguments((right,)), origin)
    sequence = _sequences(machine, name, left, right, origin, in_place)
    if sequence is not None:
        return sequence
    if isinstance(left, Tensor) or isinstance(right, Tensor):
        tensor = left if isinstance(left, Tensor) else right
        return Tensor(f"operator.{SYMBOLS.get(name, name)}", TupleValue((left, right)), tensor.origin)
    found = array_operators.binary(SYMBOLS.get(name, name), left, right, machine, origin)
    if found is not None:
        return found
    return _derived(name, left, right, origin)


def _constants(machine: Machine, name: str, left: Const, right: Const, origin: Origin | None) -> Value:
    if name == "Modulo" and isinstance(left.value, str):
        return _percent(machine, left.value, right, origin)
    unknown = machine.unknown(Why.DYNAMIC, "a computation", origin)
    if name == "Power":
        small = isinstance(left.value, _NUMBERS) and isinstance(right.value, _NUMBERS)
        if not small or abs(right.value) > 64 or abs(left.value) > 1e6:  # type: ignore[arg-type]
            return unknown
        try:
            return Const(left.value**right.value, origin)  # type: ignore[operator]
        except (ArithmeticError, ValueError):
            return unknown
    function = _FUNCTIONS.get(name)
    if function is None or _is_huge(name, left.value, right.value):
        return unknown
    try:
        result = function(left.value, right.value)
    except (TypeError, ValueError, ArithmeticError):
        return unknown
    if name == "Add" and isinstance(result, int) and abs(result) > MAX_NUMBER:
        return unknown
    return Const(result, origin)


def _percent(machine: Machine, template: str, values: Value, origin: Origin | None) -> Value:
    """``"%s_%d" % values``."""
    given: object = ...
    unknown = machine.unknown(Why.DYNAMIC, "a formatted string", origin)
    if isinstance(values, Const):
        given = values.value
    elif isinstance(values, TupleValue) and all(isinstance(item, Const) for item in values.items):
        given = tuple(item.value for item in values.items if isinstance(item, Const))
    text = None if given is ... else interpolated(template, given)
    return outlined(unknown, of_percent(template)) if text is None else Const(text, origin)


def _is_huge(name: str, left: object, right: object) -> bool:
    if isinstance(left, str | bytes) or isinstance(right, str | bytes):
        if name == "Multiply":
            text, times = (left, right) if isinstance(left, str | bytes) else (right, left)
            return not isinstance(times, int) or len(text) * max(times, 0) > MAX_TEXT  # type: ignore[arg-type]
        if name == "Add":
            return type(left) is type(right) and len(left) + len(right) > MAX_TEXT  # type: ignore[arg-type]
        return name == "Modulo"  # bytes, formatted: nothing here asks for that
    if isinstance(left, int) and isinstance(right, int):
        return abs(left) > MAX_NUMBER or abs(right) > MAX_NUMBER
    return False


def _sequences(
    machine: Machine, name: str, left: Value, right: Value, origin: Origin | None, in_place: bool
) -> Value | None:
    """Concatenation and repetition of lists and tuples; union of dicts."""
    if name == "BitOr" and isinstance(left, DictObject):
        made = left if in_place else machine.new_dict({}, origin)
        if not in_place:
            update_dict(machine, made, left)
        update_dict(machine, made, right)
        return made
    if name == "Add" and isinstance(left, ListObject | TupleValue):
        lists: list[ListObject | DictObject] = [one for one in (left, right) if isinstance(one, ListObject)]
        return over_each(machine, lists, lambda: _joined(machine, left, right, origin, in_place))
    if name == "Multiply" and isinstance(left, ListObject) and isinstance(right, UnknownValue):
        unknown = machine.unknown(Why.DYNAMIC, "a repeated list", origin)
        return _fill(machine, machine.new_list((), origin), (left,), unknown)
    if name == "Multiply" and isinstance(left, ListObject | TupleValue) and isinstance(right, Const):
        items = machine.items(left)
        times = right.value if isinstance(right.value, int) else None
        if items is None or times is None or len(items) * max(times, 0) > MAX_ITEMS:
            return machine.unknown(Why.DYNAMIC, "a repeated list", origin)
        repeated = items * min(max(times, 0), MAX_ITEMS)  # Python refuses 10**40 even of nothing
        if isinstance(left, ListObject):
            return machine.new_list(repeated, origin)
        return TupleValue(repeated, origin)
    return None


def _joined(
    machine: Machine, left: ListObject | TupleValue, right: Value, origin: Origin | None, in_place: bool
) -> Value:
    """``left + right`` for one content of either."""
    first, second = machine.items(left), machine.items(right)
    joined: tuple[Value, ...] | None = None
    if first is not None and second is not None and len(first) + len(second) <= MAX_ITEMS:
        joined = (*first, *second)
    if isinstance(left, ListObject) and in_place:
        if joined is None:
            _fill(machine, left, (left, right), machine.unknown(Why.DYNAMIC, "extended", origin))
        else:
            machine.write(left, ITEMS, TupleValue(joined))
        return left
    if joined is None:
        unknown = machine.unknown(Why.DYNAMIC, "a list put together at run time", origin)
        if isinstance(left, TupleValue):
            return unknown
        return _fill(machine, machine.new_list((), origin), (left, right), unknown)
    if isinstance(left, ListObject):
        return machine.new_list(joined, origin)
    return TupleValue(joined, origin)


def _fill(machine: Machine, made: ListObject, parts: tuple[Value, ...], unknown: UnknownValue) -> ListObject:
    """Make the contents of ``made`` unknown, but for what is known of the lists put together in it."""
    held = [any_items(machine, part) for part in parts]
    elements = [item for items in held if items is not None for item in items]
    last = machine.items(parts[-1])
    if len(parts) == 1:
        tail: tuple[Value, ...] = ()
    elif last is None:
        tail = known_tail(machine, parts[-1])
    else:
        tail = (*(machine.items(parts[0]) or known_tail(machine, parts[0])), *last)
    end_with(machine, made, unknown, tail)
    machine.write(made, ELEMENT, UNBOUND if None in held or not elements else one_of(elements))
    return made


def _derived(name: str, left: Value, right: Value, origin: Origin | None) -> UnknownValue:
    """An unknown result that is the same wherever the same unknowns are combined again."""
    source = left if isinstance(left, UnknownValue) else right
    why = source.why if isinstance(source, UnknownValue) else Why.DYNAMIC
    tokens = (_token(left), _token(right))
    token: object = object() if None in tokens else (name, *tokens)
    made = UnknownValue(why, "a computation", token, origin=origin)
    if name == "Add" and (is_text(left) or is_text(right)):
        return outlined(made, outline_of(left) + outline_of(right))
    if name == "Divide" and is_text(right):  # only paths are divided by texts
        return outlined(made, joined_path((outline_of(left), outline_of(right))))
    return made


def _token(value: Value) -> object:
    if isinstance(value, UnknownValue):
        return value.token
    return (type(value.value).__name__, repr(value.value)) if isinstance(value, Const) else None


def unary(machine: Machine, name: str, value: Value, origin: Origin | None) -> Value:
    """``-x``, ``+x``, ``~x`` and ``not x``."""
    if name == "Not":
        return negation(machine, value, origin)
    if isinstance(value, Const) and isinstance(value.value, _NUMBERS):
        if name == "Minus":
            return Const(-value.value, origin)
        if name == "Plus":
            return Const(+value.value, origin)
        if isinstance(value.value, int):
            return Const(~value.value, origin)
    if isinstance(value, Tensor):
        return Tensor(f"operator.{SYMBOLS.get(name, name)}", value, value.origin)
    found = array_operators.unary(SYMBOLS.get(name, name), value, machine, origin)
    return found or _derived(name, value, value, origin)


def opened(value: Value) -> Value:
    """What a name taken from a library is in a test: unknown, where nobody here knows the library.

    It may be a class or a function, but just as well a setting that is off.
    """
    if isinstance(value, LibraryName) and value.name in _FALSE_WHERE_IT_RUNS:
        return FALSE
    return unfollowed_name(value)


def negation(machine: Machine, value: Value, origin: Origin | None) -> Value:
    """``not value``: a test is turned round, so that it stays the same question."""
    value = opened(value)
    decided = machine.expressions.is_true(value)
    if decided is not None:
        return FALSE if decided else TRUE
    if isinstance(value, UnknownValue):
        test = value.test or Test(value.token, "truth", None)
        token = ("not", value.token)
        return UnknownValue(value.why, "not", token, test, not value.negated, origin)
    return machine.unknown(Why.DYNAMIC, "not", origin)


def compare(machine: Machine, name: str, left: Value, right: Value, origin: Origin | None) -> Value:
    """A comparison; ``name`` is libcst's operator class (``Equal``, ``NotIn``, ``Is``...)."""
    left, right = opened(left), opened(right)
    if name in _MIRRORED:
        note_comparison(machine, left, origin)
        note_comparison(machine, right, origin)
    if name in ("In", "NotIn"):
        answer = _contains(machine, left, right, origin)
        return negation(machine, answer, origin) if name == "NotIn" else answer
    if name in ("Is", "IsNot"):
        answer = _identical(left, right, origin)
        return negation(machine, answer, origin) if name == "IsNot" else answer
    if isinstance(left, Const) and isinstance(right, Const):
        try:
            return Const(bool(_FUNCTIONS[name](left.value, right.value)), origin)
        except TypeError:
            return FALSE
    if isinstance(left, UnknownValue) and isinstance(right, Const):
        return _test(name, left, right, origin)
    if isinstance(right, UnknownValue) and isinstance(left, Const):
        return _test(_MIRRORED.get(name, name), right, left, origin)
    found = array_operators.binary(SYMBOLS.get(name, name), left, right, machine, origin)
    if found is not None:
        return found
    ordered = _ordered(machine, name, left, right)
    if ordered is not None:
        return Const(ordered, origin)
    if name in ("Equal", "NotEqual") and _are_plain(left) and _are_plain(right):
        same = _same_content(machine, left, right)
        if same is not None:
            return Const(same if name == "Equal" else not same, origin)
    return _derived(name, left, right, origin)


_MIRRORED = {
    "LessThan": "GreaterThan",
    "GreaterThan": "LessThan",
    "LessThanEqual": "GreaterThanEqual",
    "GreaterThanEqual": "LessThanEqual",
}

# Every comparison with a constant is one of three tests, or the negation of one.
_TESTS = {
    "Equal": ("==", False),
    "NotEqual": ("==", True),
    "LessThan": ("<", False),
    "GreaterThanEqual": ("<", True),
    "GreaterThan": (">", False),
    "LessThanEqual": (">", True),
}


def _test(name: str, subject: UnknownValue, constant: Const, origin: Origin | None) -> Value:
    symbol, negated = _TESTS[name]
    try:
        hash(constant.value)
    except TypeError:
        return _derived(name, subject, constant, origin)
    test = Test(subject.token, symbol, constant.value)
    token = (name, subject.token, repr(constant.value))
    return UnknownValue(subject.why, "a comparison", token, test, negated, origin)


def _identical(left: Value, right: Value, origin: Origin | None) -> Value:
    if isinstance(left, UnknownValue) and isinstance(right, Const):
        return _test("Equal", left, right, origin)
    if isinstance(left, UnknownValue) or isinstance(right, UnknownValue):
        return _derived("Is", left, right, origin)
    return Const(left == right, origin)


def _contains(machine: Machine, item: Value, container: Value, origin: Origin | None) -> Value:
    if isinstance(item, Const) and isinstance(container, Const) and isinstance(container.value, str):
        return Const(isinstance(item.value, str) and item.value in container.value, origin)
    machine.registries.before_reading(container)
    if isinstance(container, DictObject) and isinstance(item, Const):
        known = machine.containers.has_key(container, item.value)
        if known is not None:
            return Const(known, origin)
        return _derived("In", item, container, origin)
    if any(find_handler(f"{kind}.__contains__") for kind in kind_of(container)):
        return machine.calls.invoke(container, "__contains__", Arguments((item,)), origin)
    items = machine.items(container)
    if items is None:
        return machine.unknown(Why.DYNAMIC, "a membership test", origin)
    constants = [one.value for one in items if isinstance(one, Const)]
    if isinstance(item, Const):
        if item in items:
            return TRUE
        return FALSE if len(constants) == len(items) else machine.unknown(Why.DYNAMIC, "in", origin)
    if isinstance(item, UnknownValue) and len(constants) == len(items):
        try:
            test = Test(item.token, "in", frozenset(constants))
        except TypeError:
            return machine.unknown(Why.DYNAMIC, "in", origin)
        return UnknownValue(item.why, "a membership test", ("in", test), test, origin=origin)
    return machine.unknown(Why.DYNAMIC, "a membership test", origin)


def _ordered(machine: Machine, name: str, left: Value, right: Value) -> bool | None:
    """Which of two sequences of constants comes first, as in ``(3, 0) <= (3, 1)``."""
    if name not in _MIRRORED or not _are_plain(left) or not _are_plain(right):
        return None
    first, second = machine.items(left), machine.items(right)
    if first is None or second is None:
        return None
    constants = [tuple(one.value for one in items if isinstance(one, Const)) for items in (first, second)]
    if [len(one) for one in constants] != [len(first), len(second)]:
        return None
    try:
        return bool(_FUNCTIONS[name](*constants))
    except TypeError:
        return None


def _are_plain(value: Value) -> bool:
    return isinstance(value, Const | TupleValue | ListObject | LibraryName | Object) and not isinstance(
        value, Array
    )


def _same_content(machine: Machine, left: Value, right: Value) -> bool | None:
    if isinstance(left, LibraryName | ClassValue) and isinstance(right, LibraryName | ClassValue):
        return left == right
    first, second = machine.items(left), machine.items(right)
    if first is None or second is None:
        return True if left is right else None
    if len(first) != len(second):
        return False
    if all(isinstance(one, Const) for one in (*first, *second)):
        return first == second
    return None
