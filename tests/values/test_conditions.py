"""What decided tests of a value say about another test of the same value."""

from __future__ import annotations

import pytest

from compile_lint.values import conditions
from compile_lint.values.conditions import Condition, ConditionKind, implied


def is_(constant):
    return conditions.Test("n", "==", constant)


def below(constant):
    return conditions.Test("n", "<", constant)


def above(constant):
    return conditions.Test("n", ">", constant)


def among(*constants):
    return conditions.Test("n", "in", frozenset(constants))


TRUTH = conditions.Test("n", "truth", None)


@pytest.mark.parametrize(
    ("decided", "asked", "answer"),
    [
        # The same question again.
        ([(is_(2), True)], is_(2), True),
        ([(is_(2), False)], is_(2), False),
        # A value known to equal a constant decides every test.
        ([(is_(2), True)], is_(3), False),
        ([(is_(2), True)], above(1), True),
        ([(is_(2), True)], above(2), False),
        ([(is_(2), True)], below(2), False),
        ([(is_(2), True)], TRUTH, True),
        ([(is_(0), True)], TRUTH, False),
        ([(is_(None), True)], TRUTH, False),
        ([(is_("binary"), True)], is_("multi"), False),
        ([(is_("binary"), True)], among("binary", "multi"), True),
        ([(is_("binary"), True)], among("one", "two"), False),
        # Ranges.
        ([(above(2), True)], above(1), True),
        ([(above(2), True)], below(2), False),
        ([(above(2), True)], is_(2), False),
        ([(above(2), True)], is_(1), False),
        ([(above(2), True)], TRUTH, True),
        ([(above(2), False)], above(3), False),
        ([(below(2), True)], below(3), True),
        ([(above(1), True), (below(3), True)], is_(5), False),
        ([(above("2.0"), True)], is_("1.15"), False),
        ([(above("2.0"), True)], TRUTH, True),
        ([(above(2), True)], is_(None), False),
        # What a member of a set is not.
        ([(among("a", "b"), True)], is_("c"), False),
        ([(among("a", "b"), False)], is_("a"), False),
        ([(among("a", "b"), True), (is_("a"), False)], is_("b"), True),
        # A false value equals nothing that is true.
        ([(TRUTH, False)], is_(1), False),
        ([(TRUTH, True)], is_(0), False),
        ([(TRUTH, True)], is_(None), False),
        # Given at all and given something: programs ask for either and mean the same.
        ([(is_(None), False)], TRUTH, True),
    ],
)
def test_decided_tests_imply_others(decided, asked, answer):
    assert implied(decided, asked) is answer


@pytest.mark.parametrize(
    ("decided", "asked"),
    [
        ([], is_(2)),
        ([(is_(2), False)], is_(3)),
        ([(is_(2), False)], above(1)),
        ([(is_(2), False), (above(1), True)], is_(3)),
        ([(above(1), True)], is_(2)),
        ([(above(1), True)], above(2)),
        ([(above(1), False)], is_(1)),
        ([(above(1), True), (below(4), True)], is_(2)),
        ([(below(2), True)], TRUTH),
        ([(among("a", "b"), True)], is_("a")),
        ([(among("a", "b"), False)], is_("c")),
        ([(is_("a"), False)], TRUTH),
        ([(TRUTH, True)], is_(1)),
        ([(TRUTH, True)], above(0)),
        ([(TRUTH, False)], is_(None)),
        ([(TRUTH, False)], is_(0)),
        # Strings have an order too.
        ([(above("2.0"), True)], is_("2.4")),
        ([(above("2.0"), False)], is_("1.15")),
        ([(above("2.0"), True)], below("2.4")),
        # Another value.
        ([(conditions.Test("m", "==", 2), True)], is_(2)),
    ],
)
def test_what_is_open_stays_open(decided, asked):
    assert implied(decided, asked) is None


def test_an_order_that_does_not_exist_says_nothing():
    assert implied([(is_("a"), True)], above(1)) is None


def test_the_order_of_decided_tests_does_not_matter():
    decided = [(above(1), True), (below(4), True), (is_(2), False)]
    assert implied(decided, is_(7)) is False
    assert implied(decided[::-1], is_(7)) is False


def test_conditions_with_one_key_are_one_question():
    assert Condition(is_(2)) == Condition(conditions.Test("n", "==", 2))
    assert Condition(is_(2)) != Condition(is_(3))
    assert Condition(is_(2)).test == is_(2)
    assert Condition("an exception", ConditionKind.SMOOTH).test is None
