"""The store: cells of mutable objects, the path assumed so far, and joining of two branches.

At an undecided condition both branches run on the same store, one after the other. The journal undoes
the first before the second starts; afterwards every cell that either has written holds a Choice guarded
by the condition. So two tests of one condition stay correlated, and a branch that changes nothing of
interest costs nothing later.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import TypeVar

from compile_lint.model import Why
from compile_lint.values.conditions import Condition, ConditionKind, Test, implied
from compile_lint.values.sizes import MAX_ITEMS
from compile_lint.values.values import (
    UNBOUND,
    Choice,
    Const,
    Object,
    TupleValue,
    UnknownValue,
    Value,
    choose,
    leaves,
)

MAX_LEAVES = 16  # alternatives one cell may hold before it becomes unknown

Cell = tuple[Object, str]
Result = TypeVar("Result")


class DeadPath(Exception):
    """The program cannot come this way: it raised, exited, or contradicts what is assumed."""


class Path:
    """The conditions decided so far, in order, so that a branch's own can be taken back.

    Kept by condition and, for tests, by what they test, because every read asks it.
    """

    def __init__(self) -> None:
        self.answers: dict[Condition, bool] = {}
        self._order: list[Condition] = []
        self._by_subject: dict[Hashable, list[tuple[Test, bool]]] = {}

    def add(self, condition: Condition, answer: bool) -> None:
        """Decide a condition that was open."""
        self.answers[condition] = answer
        self._order.append(condition)
        if condition.test is not None:
            tests = self._by_subject.setdefault(condition.test.subject, [])
            tests.append((condition.test, answer))

    def mark(self) -> int:
        """Where the path stands, for ``since`` and ``back_to``."""
        return len(self._order)

    def since(self, mark: int) -> tuple[tuple[Condition, bool], ...]:
        """What was decided since the mark was taken."""
        return tuple((condition, self.answers[condition]) for condition in self._order[mark:])

    @property
    def is_picked(self) -> bool:
        """Whether something was decided since the innermost loop over unknown items began."""
        return bool(self._order) and self._order[-1].kind is not ConditionKind.RUNS

    def back_to(self, mark: int) -> None:
        """Forget what was decided since the mark was taken."""
        while len(self._order) > mark:
            condition = self._order.pop()
            del self.answers[condition]
            if condition.test is not None:
                self._by_subject[condition.test.subject].pop()

    def decided(self, condition: Condition) -> bool | None:
        """The answer to a condition, also if other answers imply it."""
        answer = self.answers.get(condition)
        if answer is not None or condition.test is None:
            return answer
        known = self._by_subject.get(condition.test.subject)
        return implied(known, condition.test) if known else None

    def pinned(self, value: UnknownValue) -> Value:
        """The constant that an unknown value was found equal to, or the value itself."""
        for test, answer in self._by_subject.get(value.token, ()):
            if answer and test.operator == "==":
                return Const(test.constant, value.origin)
        return value


class Store:
    """Cells, journal and path. All reads and writes of mutable objects go through here."""

    def __init__(self) -> None:
        self._journals: list[dict[Cell, Value]] = []
        self._path = Path()
        self._is_rehearsing = False

    # --- cells -------------------------------------------------------------------------------------

    def read(self, target: Object, key: str) -> Value:
        """The value of a cell on the present path; ``UNBOUND`` if it was never written."""
        return self.settle(target.cells.get(key, UNBOUND))

    def write(self, target: Object, key: str, value: Value) -> None:
        """Set a cell, remembering the old value for the journal of the branch that is running."""
        if self._journals:
            self._journals[-1].setdefault((target, key), target.cells.get(key, UNBOUND))
        if isinstance(value, TupleValue) and len(value.items) > MAX_ITEMS:
            value = UnknownValue(Why.TOO_DEEP, "a long sequence", origin=value.origin)
        target.cells[key] = value

    # --- the path ----------------------------------------------------------------------------------

    @property
    def path(self) -> Mapping[Condition, bool]:
        """Every condition decided on the way here, with its answer (a copy)."""
        return dict(self._path.answers)

    @property
    def is_picked(self) -> bool:
        """Whether a condition picks the item that the innermost loop is at."""
        return self._path.is_picked

    def mark(self) -> int:
        """Where the path stands, for ``decided_since``."""
        return self._path.mark()

    def decided_since(self, mark: int) -> tuple[tuple[Condition, bool], ...]:
        """What was decided on the present path since the mark was taken, in order."""
        return self._path.since(mark)

    def decided(self, condition: Condition) -> bool | None:
        """The answer to a condition on the present path, also if other answers imply it."""
        return self._path.decided(condition)

    def assume(self, condition: Condition, answer: bool) -> None:
        """From here on, in the branch that is running, the condition has this answer."""
        known = self.decided(condition)
        if known is None:
            self._path.add(condition, answer)
        elif known != answer:
            raise DeadPath

    def settle(self, value: Value) -> Value:
        """``value`` simplified by what the path decides."""
        if type(value) is UnknownValue:
            return self._path.pinned(value)
        if type(value) is not Choice:
            return value
        answer = self.decided(value.condition)
        if answer is None:
            yes, no = self.settle(value.yes), self.settle(value.no)
            if yes is value.yes and no is value.no:
                return value
            return choose(value.condition, yes, no)
        return self.settle(value.yes if answer else value.no)

    # --- branches ----------------------------------------------------------------------------------

    def branch(
        self,
        condition: Condition,
        yes: Callable[[], Result],
        no: Callable[[], Result],
        join: Callable[[Condition, Result, Result], Result],
    ) -> Result:
        """Run both branches and join what they wrote and returned.

        A branch that dies (``DeadPath``) leaves the other one as the only way: its writes stand and
        the condition is assumed from here on. If both die, so does the caller.
        """
        answer = self.decided(condition)
        if answer is not None:
            return yes() if answer else no()
        first = self._world(condition, True, yes)
        second = self._world(condition, False, no)
        if first is None and second is None:
            raise DeadPath
        if first is None or second is None:
            result, written = first or second  # type: ignore[misc]
            for (target, key), value in written.items():
                self.write(target, key, value)
            self._path.add(condition, second is None)
            return result
        (result_yes, written_yes), (result_no, written_no) = first, second
        for target, key in {**written_yes, **written_no}:
            old = target.cells.get(key, UNBOUND)
            value = choose(condition, written_yes.get((target, key), old), written_no.get((target, key), old))
            self.write(target, key, bounded(value))
        return join(condition, result_yes, result_no)

    def _world(
        self, condition: Condition, answer: bool, run: Callable[[], Result]
    ) -> tuple[Result, dict[Cell, Value]] | None:
        self._journals.append({})
        mark = self._path.mark()
        self._path.add(condition, answer)
        written: dict[Cell, Value] = {}
        try:
            result = run()
            written = {(target, key): target.cells.get(key, UNBOUND) for target, key in self._journals[-1]}
        except DeadPath:
            return None
        finally:
            self._undo(mark)
        return result, written

    def _undo(self, mark: int) -> None:
        for (target, key), old in self._journals.pop().items():
            target.cells[key] = old
        self._path.back_to(mark)

    def apart(self, run: Callable[[], None]) -> None:
        """Run something that does not belong to the present branch and that no branch undoes."""
        journals, path = self._journals, self._path
        self._journals, self._path = [], Path()
        try:
            run()
        finally:
            self._journals, self._path = journals, path

    def watch(self, run: Callable[[], Result]) -> tuple[Result, dict[Cell, tuple[Value, Value]]]:
        """Run something, and tell which cells it changed: ``{cell: (before, after)}``."""
        journal: dict[Cell, Value] = {}
        self._journals.append(journal)
        try:
            result = run()
        finally:
            self._journals.pop()
            if self._journals:
                for cell, old in journal.items():
                    self._journals[-1].setdefault(cell, old)
        return result, {
            (target, key): (old, target.cells.get(key, UNBOUND)) for (target, key), old in journal.items()
        }

    @property
    def is_rehearsing(self) -> bool:
        """Whether what runs now will be undone as a whole."""
        return self._is_rehearsing

    def rehearse(self, run: Callable[[], object]) -> dict[Cell, tuple[Value, Value]]:
        """Run something, undo it, and tell which cells it changed: ``{cell: (before, after)}``."""
        changed: dict[Cell, tuple[Value, Value]] = {}
        self._journals.append({})
        mark, outer = self._path.mark(), self._is_rehearsing
        self._is_rehearsing = True
        try:
            run()
        except DeadPath:
            pass
        finally:
            for (target, key), old in self._journals[-1].items():
                changed[target, key] = (old, target.cells.get(key, UNBOUND))
            self._is_rehearsing = outer
            self._undo(mark)
        return changed


def bounded(value: Value) -> Value:
    """A value, unless it may be so many that no one can follow them."""
    if isinstance(value, Choice):
        count = sum(1 for _ in leaves(value))
        if count > MAX_LEAVES:
            return UnknownValue(Why.TOO_MANY_PATHS, f"{count} alternatives")
    return value


def truth_condition(value: UnknownValue) -> tuple[Condition, bool]:
    """The condition that an unknown value is true, and the answer that makes it so."""
    if value.test is not None:
        return Condition(value.test), not value.negated
    return Condition(Test(value.token, "truth", None)), True
