"""Lookups that may fail: on which ways a ``try`` body gets into its handlers of IndexError and KeyError.

What else may be raised is not told apart: a handler of other errors is followed wherever its body is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias

import libcst as cst

from compile_lint.overlays.array_facts import axes_of, least_axes
from compile_lint.overlays.registry import LibraryCall
from compile_lint.values.cells import LOGGED, LOOKED_OVER
from compile_lint.values.conditions import Condition
from compile_lint.values.kinds import is_history
from compile_lint.values.store import DeadPath
from compile_lint.values.values import (
    TRUE,
    UNBOUND,
    Array,
    ClassValue,
    Const,
    DictObject,
    FrameObject,
    LibraryName,
    LibraryObject,
    ListObject,
    SliceValue,
    TupleValue,
    UnknownValue,
    Value,
)

if TYPE_CHECKING:
    from compile_lint.interpret.machine import Machine

Handler: TypeAlias = "cst.ExceptHandler | cst.ExceptStarHandler"
Way: TypeAlias = "tuple[tuple[Condition, bool], ...]"

_ERRORS = frozenset({"builtins.IndexError", "builtins.KeyError", "builtins.LookupError"})
TRIAL_STEPS = 500  # a longer body is not tried out
MAX_WAYS = 6  # that lead to a lookup that may fail; more of them are all ways
_FAILING_METHODS = frozenset({"__getitem__", "format", "index", "pop", "remove"})


class _Everywhere(Exception):
    """A lookup may fail whatever way the body takes: there is nothing more to find out."""


class Lookups:
    """Notes where lookups may fail, and ends the ways on which they surely do."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._caught = 0  # try bodies around what runs that have handlers of failing lookups
        self._ways: list[tuple[int, list[Way]]] = []  # for each body that is tried out, and from where on

    # --- try statements ----------------------------------------------------------------------------

    def handles(self, handler: Handler) -> bool:
        """Whether a handler takes failing lookups, and nothing else."""
        if handler.type is None:
            return False
        caught = self._machine.expressions.evaluate(handler.type)
        errors = caught.items if isinstance(caught, TupleValue) else (caught,)
        return all(isinstance(one, LibraryName) and one.name in _ERRORS for one in errors)

    @contextmanager
    def caught(self) -> Iterator[None]:
        """Run the body of a try that has handlers of failing lookups."""
        self._caught += 1
        try:
            yield
        finally:
            self._caught -= 1

    @property
    def is_caught(self) -> bool:
        """Whether what fails here may leave a try body whose handlers the program goes on after."""
        return self._caught > 0

    def ways_to_fail(self, body: Callable[[], object]) -> list[Way]:
        """What has to be decided for a lookup in the body to fail: it is tried out, and undone."""
        machine = self._machine
        if machine.store.is_rehearsing:
            return [()]
        ways: list[Way] = []
        self._ways.append((machine.store.mark(), ways))
        try:
            with self.caught():
                is_whole = machine.rehearse_within(TRIAL_STEPS, body)
        except _Everywhere:
            return [()]
        finally:
            self._ways.pop()
        return ways if is_whole and len(ways) <= MAX_WAYS else [()]

    @contextmanager
    def set_aside(self) -> Iterator[None]:
        """Run something that no try around what runs now catches: the code of an imported module."""
        before = self._caught, self._ways
        self._caught, self._ways = 0, []
        try:
            yield
        finally:
            self._caught, self._ways = before

    def open_ways(self, ways: list[Way]) -> list[Way]:
        """What is left to decide on the ways that the present path does not rule out."""
        decided = self._machine.store.decided
        possible = [way for way in ways if all(decided(one) in (None, answer) for one, answer in way)]
        return [tuple(step for step in way if decided(step[0]) is None) for way in possible]

    # --- what fails --------------------------------------------------------------------------------

    def may_fail(self) -> None:
        """Note that a lookup may fail here, or that code runs which is not in view."""
        if self._ways:
            start, ways = self._ways[-1]
            steps = self._machine.store.decided_since(start)
            way = tuple(step for step in steps if not _is_fresh(step[0]))
            if not way:
                raise _Everywhere
            if way not in ways:
                ways.append(way)

    def item(self, container: Value, index: Value) -> None:
        """Note what becomes of ``container[index]``."""
        if not self._caught:
            return
        self._look_over(container)
        if isinstance(container, TupleValue) and _is_beyond(container, index):
            self.may_fail()
            raise DeadPath
        if not self._is_there(container, index):
            self.may_fail()

    def _look_over(self, container: Value) -> None:
        """A name may be missing from what training logged, or from the columns of a frame of it."""
        if isinstance(container, FrameObject):
            self._machine.write(container, LOGGED, UNBOUND)
        elif isinstance(container, LibraryObject) and is_history(container):
            self._machine.write(container, LOOKED_OVER, TRUE)
        elif isinstance(container, LibraryObject) and container.name == "pandas.DataFrame.loc":
            self._look_over(container.arguments.positional[0])

    def _is_there(self, container: Value, index: Value) -> bool:
        if isinstance(container, ClassValue) or isinstance(index, SliceValue):
            return True
        if isinstance(container, LibraryName):
            return _is_type(container, index)
        place = index.value if isinstance(index, Const) else None
        if isinstance(container, Array):
            if isinstance(index, TupleValue):
                return len(index.items) <= (axes_of(container) or 0)
            return isinstance(place, int)  # there are no data without rows
        if isinstance(container, DictObject) and isinstance(index, Const):
            return self._machine.containers.has_key(container, place) is True
        if isinstance(container, UnknownValue) and isinstance(place, int):
            least = least_axes(container)
            return -least <= place < least
        items = self._machine.items(container) if isinstance(container, TupleValue | ListObject) else None
        return items is not None and isinstance(place, int) and -len(items) <= place < len(items)

    def called(self, call: LibraryCall) -> None:
        """Note what a call into a library that an overlay knows may do."""
        if not self._caught:
            return
        numbers = (one for one in call.arguments if isinstance(one, Const) and isinstance(one.value, int))
        if call.name.rpartition(".")[2] in _FAILING_METHODS or any(True for _ in numbers):
            self.may_fail()  # a number may be an axis, or the number of classes, that is not there


def _is_fresh(condition: Condition) -> bool:
    """Whether it is another question each time that the same code runs."""
    return type(condition.key) is object


def _is_beyond(container: TupleValue, index: Value) -> bool:
    place = index.value if isinstance(index, Const) else None
    length = len(container.items)
    return isinstance(place, int) and not container.is_open and not -length <= place < length


def _is_type(name: LibraryName, index: Value) -> bool:
    """Whether ``name[index]`` is a type, as ``list[int]`` is, and no data out of view."""
    return name.name.startswith("typing.") or isinstance(index, ClassValue | LibraryName | TupleValue)
