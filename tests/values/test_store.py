"""The store: cells, branches that are undone and joined, and paths that die."""

from __future__ import annotations

import pytest

from compile_lint.model import Why
from compile_lint.values import conditions
from compile_lint.values.conditions import Condition
from compile_lint.values.store import MAX_LEAVES, DeadPath, Store, truth_condition
from compile_lint.values.values import UNBOUND, Choice, Const, Object, UnknownValue, choose

A, B = Condition("a"), Condition("b")
ONE, TWO, THREE = Const(1), Const(2), Const(3)


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def owner():
    return Object()


def fork(store, condition, yes, no):
    return store.branch(condition, yes, no, choose)


def writing(store, owner, value, key="x"):
    def run():
        store.write(owner, key, value)
        return value

    return run


def dying():
    raise DeadPath


def test_a_cell_that_was_never_written_is_unbound(store, owner):
    assert store.read(owner, "x") == UNBOUND


def test_a_write_is_read_back(store, owner):
    store.write(owner, "x", ONE)
    store.write(owner, "x", TWO)
    assert store.read(owner, "x") == TWO
    assert store.read(owner, "y") == UNBOUND


def test_two_branches_leave_a_choice(store, owner):
    result = fork(store, A, writing(store, owner, ONE), writing(store, owner, TWO))
    assert result == Choice(A, ONE, TWO)
    assert store.read(owner, "x") == Choice(A, ONE, TWO)


def test_the_second_branch_does_not_see_the_first(store, owner):
    store.write(owner, "x", THREE)
    seen = fork(store, A, writing(store, owner, ONE), lambda: store.read(owner, "x"))
    assert seen == Choice(A, ONE, THREE)


def test_a_branch_that_writes_nothing_keeps_the_old_value(store, owner):
    store.write(owner, "x", THREE)
    fork(store, A, writing(store, owner, ONE), lambda: THREE)
    assert store.read(owner, "x") == Choice(A, ONE, THREE)


def test_branches_that_write_the_same_leave_no_choice(store, owner):
    fork(store, A, writing(store, owner, ONE), writing(store, owner, Const(1)))
    assert store.read(owner, "x") == ONE


def test_two_tests_of_one_condition_stay_together(store, owner):
    fork(store, A, writing(store, owner, ONE), writing(store, owner, TWO))
    seen = fork(store, A, lambda: store.read(owner, "x"), lambda: THREE)
    assert seen == Choice(A, ONE, THREE)


def test_a_nested_test_of_the_same_condition_takes_one_side_only(store):
    taken = []
    fork(
        store, A, lambda: fork(store, A, lambda: taken.append("yes"), lambda: taken.append("no")), lambda: ONE
    )
    assert taken == ["yes"]


def test_a_branch_that_dies_leaves_the_other_as_the_only_way(store, owner):
    store.write(owner, "x", THREE)
    assert fork(store, A, writing(store, owner, ONE), dying) == ONE
    assert store.read(owner, "x") == ONE
    assert store.decided(A) is True


def test_the_writes_of_a_dead_branch_are_undone(store, owner):
    def write_and_die():
        store.write(owner, "x", ONE)
        raise DeadPath

    assert fork(store, A, write_and_die, lambda: TWO) == TWO
    assert store.read(owner, "x") == UNBOUND
    assert store.decided(A) is False


def test_two_dead_branches_are_a_dead_path(store, owner):
    with pytest.raises(DeadPath):
        fork(store, A, dying, dying)
    assert store.decided(A) is None
    store.write(owner, "x", ONE)
    assert store.read(owner, "x") == ONE


def test_an_inner_dead_end_is_assumed_only_inside(store):
    inside = []

    def yes():
        fork(store, B, lambda: ONE, dying)
        inside.append(store.decided(B))
        return ONE

    fork(store, A, yes, lambda: TWO)
    assert inside == [True]
    assert store.decided(B) is None


def test_an_exception_that_is_no_dead_path_undoes_the_branch_and_goes_on(store, owner):
    def fail():
        store.write(owner, "x", ONE)
        raise KeyError

    with pytest.raises(KeyError):
        fork(store, A, fail, lambda: TWO)
    assert store.read(owner, "x") == UNBOUND
    assert store.decided(A) is None


def test_the_path_holds_what_was_decided_on_the_way(store):
    paths = []

    def look():
        paths.append(dict(store.path))
        return ONE

    fork(store, A, lambda: fork(store, B, look, look), look)
    assert paths == [{A: True, B: True}, {A: True, B: False}, {A: False}]
    assert store.path == {}


def test_a_test_of_a_value_is_decided_by_another(store):
    is_two, is_three = Condition(conditions.Test("n", "==", 2)), Condition(conditions.Test("n", "==", 3))
    seen = []
    fork(
        store,
        is_two,
        lambda: seen.append(store.decided(is_three)),
        lambda: seen.append(store.decided(is_three)),
    )
    assert seen == [False, None]


def test_assuming_the_opposite_of_what_is_known_is_a_dead_path(store):
    store.assume(Condition(conditions.Test("n", "==", 2)), True)
    with pytest.raises(DeadPath):
        store.assume(Condition(conditions.Test("n", ">", 5)), True)


def test_a_value_known_to_equal_a_constant_is_that_constant(store):
    n = UnknownValue(Why.PARAMETER, "", "n")
    seen = []
    is_two = Condition(conditions.Test("n", "==", 2))
    fork(store, is_two, lambda: seen.append(store.settle(n)), lambda: seen.append(store.settle(n)))
    assert seen == [Const(2), n]


def test_settling_keeps_what_is_open(store):
    choice = Choice(A, ONE, Choice(B, TWO, THREE))
    assert store.settle(choice) is choice
    store.assume(B, True)
    assert store.settle(choice) == Choice(A, ONE, TWO)
    store.assume(A, True)
    assert store.settle(choice) == ONE


def test_rehearsing_tells_what_would_change_and_changes_nothing(store, owner):
    store.write(owner, "x", ONE)

    def run():
        store.write(owner, "x", TWO)
        store.write(owner, "x", THREE)
        store.write(owner, "y", TWO)
        store.assume(A, True)

    assert store.rehearse(run) == {(owner, "x"): (ONE, THREE), (owner, "y"): (UNBOUND, TWO)}
    assert store.read(owner, "x") == ONE
    assert store.read(owner, "y") == UNBOUND
    assert store.decided(A) is None


def test_a_rehearsal_that_dies_tells_what_changed_before(store, owner):
    def run():
        store.write(owner, "x", TWO)
        raise DeadPath

    assert store.rehearse(run) == {(owner, "x"): (UNBOUND, TWO)}
    assert store.read(owner, "x") == UNBOUND


def test_a_rehearsal_inside_a_branch_leaves_the_branch_alone(store, owner):
    def yes():
        store.write(owner, "x", ONE)
        store.rehearse(writing(store, owner, TWO))
        return ONE

    fork(store, A, yes, writing(store, owner, THREE))
    assert store.read(owner, "x") == Choice(A, ONE, THREE)


def test_watching_tells_what_changed_and_keeps_it(store, owner):
    store.write(owner, "x", ONE)
    result, changed = store.watch(writing(store, owner, TWO))
    assert result == TWO
    assert changed == {(owner, "x"): (ONE, TWO)}
    assert store.read(owner, "x") == TWO


def test_what_was_watched_in_a_branch_is_undone_with_it(store, owner):
    store.write(owner, "x", ONE)
    fork(store, A, lambda: store.watch(writing(store, owner, TWO))[0], lambda: ONE)
    assert store.read(owner, "x") == Choice(A, TWO, ONE)


def test_a_watched_run_that_dies_is_undone_by_its_branch(store, owner):
    def yes():
        store.write(owner, "x", ONE)
        raise DeadPath

    assert fork(store, A, lambda: store.watch(yes)[0], lambda: TWO) == TWO
    assert store.read(owner, "x") == UNBOUND


def test_a_cell_with_too_many_alternatives_is_unknown(store, owner):
    for number in range(MAX_LEAVES - 1):
        fork(store, Condition(number), writing(store, owner, Const(number)), lambda: ONE)
    assert isinstance(store.read(owner, "x"), Choice)
    for number in range(MAX_LEAVES, MAX_LEAVES + 2):
        fork(store, Condition(number), writing(store, owner, Const(number)), lambda: ONE)
    found = store.read(owner, "x")
    assert isinstance(found, UnknownValue)
    assert found.why is Why.TOO_MANY_PATHS


def test_the_truth_of_an_unknown_is_a_test_of_its_token():
    n = UnknownValue(Why.PARAMETER, "", "n")
    assert truth_condition(n) == (Condition(conditions.Test("n", "truth", None)), True)


def test_the_truth_of_a_comparison_is_the_comparison():
    test = conditions.Test("n", "==", 2)
    equal = UnknownValue(Why.PARAMETER, "", "e", test=test)
    unequal = UnknownValue(Why.PARAMETER, "", "u", test=test, negated=True)
    assert truth_condition(equal) == (Condition(test), True)
    assert truth_condition(unequal) == (Condition(test), False)
