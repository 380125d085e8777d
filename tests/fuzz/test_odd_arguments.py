"""What is known of libraries gets every odd argument, and every operator every odd operand.

The generated programs rarely put a number without end just where it does harm; here each handler of each
overlay is called with each of the values, alone and together with others.
"""

from __future__ import annotations

import importlib
import inspect
import itertools
import pkgutil
import random
import re
import traceback
from collections import defaultdict
from collections.abc import Callable

import pytest

from compile_lint import overlays
from compile_lint.interpret import machine, operators, unpacking
from compile_lint.overlays import registry
from compile_lint.overlays.registry import LibraryCall
from compile_lint.run import check_source
from compile_lint.settings import Settings
from compile_lint.values.kinds import kind_of
from compile_lint.values.store import DeadPath
from compile_lint.values.values import NO_ARGUMENTS, NONE, Arguments, LibraryName, SliceValue, Value

PROGRAM = """
import keras, numpy as np, pandas as pd, tensorflow as tf
from elsewhere import unknown

class Plain: pass

class Net(keras.Model): pass

def function(a): return a

def generator(): yield 1

model = keras.Sequential([keras.layers.Dense(3)])
start = keras.Input((4,))
frame = pd.DataFrame({"a": [1, 2], "b": [0, 1]})
id(
    model, keras.Model(start, keras.layers.Dense(2)(start)), Net(), start, keras.layers.Dense(3),
    keras.layers.Dense, np, np.zeros((3, 2)), np.array([0, 1, 2]), np.zeros(3), np.random.randint(0, 3, 10),
    tf.data.Dataset.from_tensor_slices(([1], [0])), frame, frame["a"], frame.loc, function, generator(),
    Plain(), Plain, lambda x: x, unknown, unknown(), unknown.part, [unknown], [1, 2], [], [[0, 1], [1, 0]],
    [None], [[]], (1, 2), (), ((),), {"a": 1}, {}, {1, 2}, [10**40], (10**40,), {10**40: 1}, [1e400], "mse",
    "", "{0.x}", "%d", "a/b", "\\ud800", "\\x00", b"x", 10**40, -(10**40), -1, 0, 2, 0.5, 1e400, -1e400,
    1e-320, float("nan"), None, True, ..., 2j, range(5), range(10**40), slice(1, 2),
)
model.compile(loss="mse")
"""
UNARY = ("Minus", "Plus", "BitInvert", "Not")
BINARY = (
    "Add Subtract Multiply Divide FloorDivide Modulo Power MatrixMultiply BitAnd BitOr BitXor LeftShift "
    "RightShift"
).split()
COMPARING = "Equal NotEqual LessThan GreaterThan LessThanEqual GreaterThanEqual In NotIn Is IsNot".split()
ATTRIBUTES = (
    "shape T values name __class__ __dict__ units columns loc history layers output size ndim".split()
)


class Trial:
    """Calls things with the values that ``id`` is given, inside a running program."""

    def __init__(self, together: int) -> None:
        self.together = together  # calls of each handler with several odd arguments at once
        self.calls = 0
        self.faults: dict[tuple[str, ...], str] = {}
        self._chance = random.Random("odd")  # noqa: S311 - no secret

    def __call__(self, call: LibraryCall) -> Value:
        values = call.arguments.positional
        by_kind: dict[str, list[Value]] = defaultdict(list)
        for value in values:
            for kind in kind_of(value):
                by_kind[kind].append(value)
        for name, entry in list(registry._ENTRIES.items()):
            if entry.handler is not self:
                self._call_handler(name, entry, call, by_kind)
        self._operate(call)
        return NONE

    def attempt(self, what: str, run: Callable[..., object], *given: object) -> None:
        self.calls += 1
        try:
            run(*given)
        except (DeadPath, machine.OutOfBudget):
            pass
        except Exception as error:  # noqa: BLE001 - any is a fault
            place = traceback.extract_tb(error.__traceback__)[-1]
            self.faults.setdefault(
                (type(error).__name__, place.filename, str(place.lineno)), f"{what}{given}"
            )

    def _call_handler(
        self, name: str, entry: registry.Entry, call: LibraryCall, by_kind: dict[str, list[Value]]
    ) -> None:
        values, receivers = call.arguments.positional, [None]
        if entry.is_method:
            owner = name.rpartition(".")[0]
            made = call.host.call(LibraryName(owner), NO_ARGUMENTS, call.origin)
            receivers = by_kind[owner] or [made] * (owner in kind_of(made))
        written = inspect.getsource(inspect.unwrap(entry.handler))
        keywords = sorted(set(re.findall(r'(?:argument|get)\("(\w+)"', written)))
        given = [NO_ARGUMENTS, *(Arguments((value,)) for value in values)]
        for _ in range(self.together):
            positional = tuple(self._chance.choices(values, k=self._chance.choice((0, 2, 2, 3))))
            some = {key: self._chance.choice(values) for key in keywords if self._chance.random() < 0.4}
            given.append(Arguments(positional, some))
        for arguments in given:
            for receiver in self._chance.sample(receivers, min(len(receivers), 2)):
                made_call = LibraryCall(name, arguments, call.origin, call.host, receiver, None, name)
                self.attempt(name, entry.handler, made_call)

    def _operate(self, call: LibraryCall) -> None:
        host, origin, values = call.host, call.origin, call.arguments.positional
        slices = [SliceValue(*self._chance.choices(values, k=3)) for _ in range(30)]
        for value in values:
            for name in UNARY:
                self.attempt(name, operators.unary, host, name, value, origin)
            for name in ATTRIBUTES:
                self.attempt(name, host.attribute, value, name, origin)
            for read in (host.items, host.element, host.mapping, host.frozen, host.expressions.is_true):
                self.attempt(read.__name__, read, value)
            self.attempt("parts", unpacking.parts, host, value, 3)
        for left, right in itertools.product(values, [*values, *slices]):
            for name in BINARY:
                self.attempt(name, operators.binary, host, name, left, right, origin)
            for name in COMPARING:
                self.attempt(name, operators.compare, host, name, left, right, origin)
            self.attempt("call", host.call, left, Arguments((right,)), origin)
            self.attempt("item", host.calls.item, left, right, origin)
        for left, right in itertools.product(values, [*values, *slices]):
            self.attempt("set_item", host.set_item, left, right, values[0])


@pytest.mark.fuzz
def test_odd_arguments_break_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in pkgutil.iter_modules(overlays.__path__, f"{overlays.__name__}."):
        importlib.import_module(module.name)
    trial = Trial(together=30)
    monkeypatch.setitem(registry._ENTRIES, "builtins.id", registry.Entry(trial, True, False))
    monkeypatch.setattr(machine, "MAX_STEPS", 10**9)
    report = check_source(PROGRAM.encode(), "a.py", Settings())
    assert report.failures == ()
    assert trial.calls > 200_000
    assert trial.faults == {}
