"""Conditions that a program tests and that the source does not decide.

A condition is an atom: an unknown value is true, equals a constant, exceeds one, lies in a set; or a
declared default holds; or no exception was raised. Worlds are made of decided conditions.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import field
from enum import Enum

from compile_lint.records import dataclass


class ConditionKind(Enum):
    """What it means that a condition is true."""

    TEST = "test"  # the program tests it; both answers are equally normal
    # true: no code out of view gives a parameter another value than its default. Nobody knows.
    UNFILLED = "unfilled"
    DEFAULT = "default"  # true: a declared default holds (argparse, environment, click)
    SMOOTH = "smooth"  # true: no exception was raised in a try body
    RUNS = "runs"  # true: a loop over unknown items ran at all; a program that has no data is not judged


@dataclass(frozen=True, slots=True)
class Test:
    """A comparison of one unknown value (named by its token) with constants.

    ``operator`` is ``"=="``, ``"<"``, ``">"``, ``"in"`` or ``"truth"`` (``if n:``, which has no
    constant); other comparisons are negations of these.
    """

    subject: Hashable
    operator: str
    constant: Hashable
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:  # subjects are deep, and every read of a cell asks for a hash
        object.__setattr__(self, "_hash", hash((self.subject, self.operator, self.constant)))

    def __hash__(self) -> int:
        return self._hash


@dataclass(frozen=True, slots=True)
class Condition:
    """An undecided yes-or-no. Two conditions with the same key are the same question."""

    key: Hashable
    kind: ConditionKind = ConditionKind.TEST
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash(self.key))

    def __hash__(self) -> int:
        return self._hash

    @property
    def test(self) -> Test | None:
        return self.key if isinstance(self.key, Test) else None


IS_KERAS3 = Condition(("keras", 3))
"""That the program runs on Keras 3, and not on tf_keras: asked where it looks at the version it finds."""


def option_default(place: Hashable) -> Condition:
    """The condition that an option declared at ``place``, for a parameter of a command, is not given."""
    return Condition(("option", place), ConditionKind.DEFAULT)


def is_option_default(condition: Condition) -> bool:
    return isinstance(condition.key, tuple) and condition.key[0] == "option"


def _holds(test: Test, candidate: object) -> bool | None:
    constant = test.constant
    try:
        if test.operator == "==":
            return candidate == constant
        if test.operator == "truth":
            return bool(candidate)
        if test.operator == "in":
            return candidate in constant  # type: ignore[operator]
        if test.operator == "<":
            return bool(candidate < constant)  # type: ignore[operator]
        return bool(candidate > constant)  # type: ignore[operator]
    except TypeError:
        return None


MAX_TESTS = 64  # of one value that are looked at together; each is held against each
_ELSE = "\0 a value that no test names"


def implied(decided: Iterable[tuple[Test, bool]], asked: Test) -> bool | None:
    """What tests already decided on the same value say about another test, or None.

    ``n == 2`` being false and ``n > 1`` being true do not decide ``n == 3``, but ``n == 2`` being true
    decides ``n > 1``. Values are tried at, below, between and above every constant that a test names.
    """
    known = [(test, answer) for test, answer in decided if test.subject == asked.subject]
    if len(known) > MAX_TESTS:
        known = [(test, answer) for test, answer in known if answer and test.operator == "=="]
    if not known:
        return None
    constants: list[object] = []
    for test in (*(test for test, _ in known), asked):
        constants.extend(test.constant if isinstance(test.constant, tuple | frozenset) else (test.constant,))
    candidates: list[object] = [_ELSE, None, *constants]
    if asked.operator != "truth" or any(test.constant is not None for test, _ in known):
        candidates.append(0)  # else: who asks for None first and then for truth means the same by both
    for constant in constants:
        if isinstance(constant, int | float) and not isinstance(constant, bool):
            candidates += [constant - 1, constant - 0.5, constant + 0.5, constant + 1]
        elif isinstance(constant, str):
            candidates += ["", f"{constant}\0"]
    answers = set()
    for candidate in candidates:
        # A test that was decided did not raise; of a value that no test names nobody knows.
        possible = (None,) if candidate is _ELSE else ()
        if all(_holds(test, candidate) in (answer, *possible) for test, answer in known):
            answers.add(_holds(asked, candidate))
    answers.discard(None)
    return answers.pop() if len(answers) == 1 else None
