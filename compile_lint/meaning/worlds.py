"""Worlds: the ways in which the undecided conditions that matter to one compile call can be answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

from compile_lint.model import Why
from compile_lint.values.conditions import Condition, ConditionKind, Test, implied
from compile_lint.values.unfollowed import unfollowed_name
from compile_lint.values.values import Choice, Const, UnknownValue, Value, leaves

MAX_WORLDS = 8  # per way to reach a compile call; beyond it values that differ become unknown

Result = TypeVar("Result")


class Undecided(Exception):
    """A condition was met that this world does not answer."""

    def __init__(self, condition: Condition) -> None:
        super().__init__(condition)
        self.condition = condition


class World:
    """One consistent set of answers."""

    def __init__(self, decided: Mapping[Condition, bool], *, may_ask: bool = True) -> None:
        self.decided = decided
        self.may_ask = may_ask

    def settle(self, value: Value) -> Value:
        """The alternative of ``value`` that this world takes.

        Raises ``Undecided`` for a condition that is still open; a world that may not ask any more gives
        an unknown value instead.
        """
        while isinstance(value, Choice):
            answer = self._answer(value.condition)
            if answer is None:
                if not self.may_ask:
                    return UnknownValue(Why.TOO_MANY_PATHS, origin=value.origin)
                raise Undecided(value.condition)
            value = value.yes if answer else value.no
        return self._pinned(value) if isinstance(value, UnknownValue) else value

    def _pinned(self, value: UnknownValue) -> Value:
        """The constant that an unknown value was found to be, or the only one that is left of several."""
        left: set[object] | None = None
        others = set()
        for condition, answer in self.decided.items():
            test = condition.test
            if test is None or test.subject != value.token:
                continue
            if test.operator == "==" and answer:
                return Const(test.constant, value.origin)
            if test.operator == "==":
                others.add(test.constant)
            elif test.operator == "in" and answer and isinstance(test.constant, tuple | frozenset):
                members = set(test.constant)
                left = members if left is None else left & members
        if left is not None and len(left - others) == 1:
            return Const((left - others).pop(), value.origin)
        return value

    def supposes(self, value: Value) -> bool:
        """Whether a number has its size here because this world answers a question about the number itself.

        So it is with ``if n == 1: n = 2``: in the world of that branch ``n`` is 2 whatever the data are.
        """
        while isinstance(value, Choice):
            test = value.condition.test
            taken, left = value.yes, value.no
            if not self._answer(value.condition):
                taken, left = left, taken
            if isinstance(taken, Const) and test is not None and _asks_for_size(test, left):
                return True
            value = taken
        return isinstance(value, UnknownValue) and isinstance(self._pinned(value), Const)

    def _answer(self, condition: Condition) -> bool | None:
        if condition in self.decided:
            return self.decided[condition]
        asked = condition.test
        if asked is None:
            return None
        known = [(c.test, answer) for c, answer in self.decided.items() if c.test is not None]
        return implied([(test, answer) for test, answer in known if test is not None], asked)

    @property
    def broken_defaults(self) -> int:
        """How many declared defaults do not hold here."""
        return sum(
            not answer
            for condition, answer in self.decided.items()
            if condition.kind not in (ConditionKind.TEST, ConditionKind.UNFILLED)
        )

    @property
    def is_after_failure(self) -> bool:
        """Whether something raised and the program went on in a handler."""
        return any(
            condition.kind is ConditionKind.SMOOTH and not answer
            for condition, answer in self.decided.items()
        )

    @property
    def is_tried(self) -> bool:
        """Whether a ``try`` body went well that has a handler for what might have been raised."""
        return any(
            condition.kind is ConditionKind.SMOOTH and answer for condition, answer in self.decided.items()
        )

    @property
    def is_as_written(self) -> bool:
        """Whether no parameter has a value that only code out of view could give it."""
        return all(
            answer for condition, answer in self.decided.items() if condition.kind is ConditionKind.UNFILLED
        )


def _asks_for_size(test: Test, number: Value) -> bool:
    """Whether a test compares a number, which may be unknown in some cases only, with another."""
    is_size = isinstance(test.constant, int | float) and not isinstance(test.constant, bool)
    asked = (unfollowed_name(one) for one in leaves(number))
    return is_size and any(isinstance(one, UnknownValue) and one.token == test.subject for one in asked)


class Reading(Generic[Result]):
    """What was read in one world."""

    __slots__ = ("result", "world")

    def __init__(self, world: World, result: Result) -> None:
        self.world = world
        self.result = result


def read_in_worlds(
    path: Mapping[Condition, bool], read: Callable[[World], Result], limit: int = MAX_WORLDS
) -> list[Reading[Result]]:
    """Read something in every world that the path leaves open, asking only what the reading asks.

    Beyond ``limit`` worlds what is still undecided is unknown.
    """
    pending: list[Mapping[Condition, bool]] = [path]
    readings: list[Reading[Result]] = []
    while pending:
        decided = pending.pop()
        is_full = len(readings) + len(pending) + 2 > limit
        world = World(decided, may_ask=not is_full)
        try:
            readings.append(Reading(world, read(world)))
        except Undecided as question:
            if question.condition.kind is not ConditionKind.RUNS:
                pending.append({**decided, question.condition: False})
            pending.append({**decided, question.condition: True})
    return readings
