"""Choices: values that depend on an undecided condition."""

from __future__ import annotations

from compile_lint.model import Why
from compile_lint.values.conditions import Condition
from compile_lint.values.values import (
    UNBOUND,
    Array,
    Choice,
    Const,
    TupleValue,
    UnknownValue,
    choose,
    leaves,
    one_of,
    restrict,
)

A, B = Condition("a"), Condition("b")
ONE, TWO, THREE = Const(1), Const(2), Const(3)


def test_two_values_make_a_choice():
    assert choose(A, ONE, TWO) == Choice(A, ONE, TWO)


def test_equal_values_make_none():
    assert choose(A, ONE, Const(1)) == ONE
    assert choose(A, TupleValue((ONE,)), TupleValue((Const(1),))) == TupleValue((ONE,))


def test_constants_of_different_types_differ():
    assert choose(A, Const(1), Const(True)) == Choice(A, Const(1), Const(True))
    assert choose(A, Const(1), Const(1.0)) == Choice(A, Const(1), Const(1.0))


def test_unknowns_are_equal_only_with_one_token():
    first, second = UnknownValue(Why.DYNAMIC, "", "x"), UnknownValue(Why.DYNAMIC, "", "y")
    assert choose(A, first, UnknownValue(Why.DYNAMIC, "", "x")) == first
    assert choose(A, first, second) == Choice(A, first, second)


def test_what_is_unbound_on_one_side_is_the_other():
    assert choose(A, ONE, UNBOUND) == ONE
    assert choose(A, UNBOUND, TWO) == TWO
    assert choose(A, UNBOUND, UNBOUND) == UNBOUND


def test_a_condition_is_not_asked_twice():
    assert choose(A, Choice(A, ONE, TWO), THREE) == Choice(A, ONE, THREE)
    assert choose(A, ONE, Choice(A, TWO, THREE)) == Choice(A, ONE, THREE)
    assert choose(A, Choice(A, ONE, TWO), Choice(A, TWO, ONE)) == ONE


def test_a_condition_is_not_asked_twice_however_deep():
    nested = Choice(B, Choice(A, ONE, TWO), THREE)
    assert choose(A, nested, THREE) == Choice(A, Choice(B, ONE, THREE), THREE)


def test_restricting_takes_the_side_that_was_answered():
    assert restrict(Choice(A, ONE, TWO), A, True) == ONE
    assert restrict(Choice(A, ONE, TWO), A, False) == TWO


def test_restricting_leaves_other_values_as_they_are():
    choice = Choice(A, ONE, TWO)
    assert restrict(choice, B, True) is choice
    assert restrict(ONE, A, True) is ONE


def test_restricting_merges_what_no_longer_differs():
    assert restrict(Choice(B, Choice(A, ONE, TWO), ONE), A, True) == ONE


def test_leaves_are_all_alternatives_in_order():
    assert list(leaves(Choice(A, ONE, Choice(B, TWO, THREE)))) == [ONE, TWO, THREE]
    assert list(leaves(ONE)) == [ONE]


def test_any_one_of_several_values():
    assert one_of([ONE]) == ONE
    assert one_of([ONE, Const(1)]) == ONE
    found = one_of([ONE, TWO, THREE, TWO])
    assert isinstance(found, Choice)
    assert set(leaves(found)) == {ONE, TWO, THREE}


def test_data_that_is_alike_counts_once():
    first, second = Array(classes=3, columns=0), Array(classes=3, columns=0)
    assert first != second
    assert one_of([TupleValue((ONE, first)), TupleValue((ONE, second))]) == TupleValue((ONE, first))
    assert isinstance(one_of([first, Array(classes=4, columns=0)]), Choice)
