"""The question whether an array, such as one comparison of a prediction, is true: each time a new one."""

from __future__ import annotations

from compile_lint.values.conditions import Condition
from compile_lint.values.values import Array, Choice, Value


class TruthOf:
    """What a condition is known by that asks for the truth of an array."""

    __slots__ = ("array",)

    def __init__(self, array: Array) -> None:
        self.array = array


def undecided(value: Value) -> Condition:
    """The condition that a value of which nothing is known is true."""
    return Condition(TruthOf(value) if isinstance(value, Array) else object())


def asked_for(value: Value) -> list[Array] | None:
    """The arrays whose truth alone decides what a value is; None where anything else has a say in it."""
    if not isinstance(value, Choice):
        return []
    first, second = asked_for(value.yes), asked_for(value.no)
    if not isinstance(value.condition.key, TruthOf) or first is None or second is None:
        return None
    return [value.condition.key.array, *first, *second]
