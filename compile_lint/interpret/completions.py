"""How a statement ends: normally, by return, break or continue, or differently in different worlds."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from compile_lint.records import dataclass
from compile_lint.values.conditions import Condition
from compile_lint.values.values import NONE, Value, choose


class Kind(Enum):
    NORMAL = "normal"
    RETURN = "return"
    BREAK = "break"
    CONTINUE = "continue"


@dataclass(frozen=True, slots=True)
class Leaf:
    """One way to end; ``value`` counts for returns only."""

    kind: Kind
    value: Value = NONE


@dataclass(frozen=True, slots=True)
class Fork:
    """Ends one way where the condition holds, another way elsewhere."""

    condition: Condition
    yes: Completion
    no: Completion


Completion: TypeAlias = "Leaf | Fork"

NORMAL = Leaf(Kind.NORMAL)
BREAK = Leaf(Kind.BREAK)
CONTINUE = Leaf(Kind.CONTINUE)


def join(condition: Condition, yes: Completion, no: Completion) -> Completion:
    """The completion of an ``if`` from those of its branches."""
    if isinstance(yes, Leaf) and isinstance(no, Leaf) and yes.kind is no.kind:
        if yes.kind is not Kind.RETURN:
            return yes
        return Leaf(Kind.RETURN, choose(condition, yes.value, no.value))
    return Fork(condition, yes, no)


def returned(completion: Completion) -> Value:
    """What a function call evaluates to that ended so (``None`` where it fell off the end)."""
    if isinstance(completion, Fork):
        return choose(completion.condition, returned(completion.yes), returned(completion.no))
    return completion.value if completion.kind is Kind.RETURN else NONE


def after_loop(completion: Completion) -> Completion:
    """The completion of a loop whose body ended so: break and continue stop at the loop."""
    if isinstance(completion, Fork):
        return join(completion.condition, after_loop(completion.yes), after_loop(completion.no))
    return completion if completion.kind is Kind.RETURN else NORMAL


def after_iteration(completion: Completion) -> Completion:
    """The same for one iteration: ``continue`` goes on with the next, ``break`` does not."""
    if isinstance(completion, Fork):
        return join(completion.condition, after_iteration(completion.yes), after_iteration(completion.no))
    return NORMAL if completion.kind is Kind.CONTINUE else completion
