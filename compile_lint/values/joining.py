"""Data that differ by nothing but how they came about, taken for one."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from compile_lint.values.alternatives import are_alike
from compile_lint.values.conditions import Condition
from compile_lint.values.values import Array, Choice, Value, choose, leaves

ENOUGH_APART = 4  # alternatives that stay apart whatever they are


def joined(value: Value) -> Value:
    """A Choice of many arrays with those made one that are known to be alike.

    Steps that may be left out, ``if frame.isnull().any(): frame = frame.dropna()``, double the ways in which
    data come about, and each question about what they hold would be asked once for each of them.
    """
    if not isinstance(value, Choice) or not any(True for _ in islice(leaves(value), ENOUGH_APART, None)):
        return value
    return _joined(value)


def _joined(value: Value) -> Value:
    if not isinstance(value, Choice):
        return value
    yes, no = _joined(value.yes), _joined(value.no)
    return _as_one(value.condition, yes, no) or choose(value.condition, yes, no)


def _as_one(condition: Condition, yes: Value, no: Value) -> Value | None:
    """What is the same whatever the answer to a condition; None where something differs."""
    if isinstance(yes, Array) and isinstance(no, Array) and are_alike(yes, no):
        return replace(yes, token=("either", condition, yes.token, no.token))
    if isinstance(yes, Choice) and isinstance(no, Choice) and yes.condition == no.condition:
        first, second = _as_one(condition, yes.yes, no.yes), _as_one(condition, yes.no, no.no)
        if first is not None and second is not None:
            return choose(yes.condition, first, second)
    return None
