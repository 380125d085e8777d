"""What a fix changes, in the words of Keras: rules say what is meant, ``fixes.plan`` finds the text for it.

An intent names places by their origins. ``given_to`` is the call that a value is written for; a value that
may go anywhere else is not changed.
"""

from __future__ import annotations

from typing import TypeAlias

from compile_lint.model.origin import Origin
from compile_lint.records import dataclass

Setting: TypeAlias = "tuple[str, object]"
"""A keyword and the constant that it gets."""


@dataclass(frozen=True, slots=True)
class ReplaceWord:
    """A string gets another value; the call that it is for is ``given_to``."""

    at: Origin
    text: str
    given_to: Origin


@dataclass(frozen=True, slots=True)
class ReplaceKey:
    """What is taken by a string, ``at[...]`` or ``at.get(...)``, is taken by another one."""

    at: Origin
    text: str


@dataclass(frozen=True, slots=True)
class UseActivation:
    """A layer, or a call of an activation function, gets another activation.

    ``at`` is where the old one was written, ``None`` where it is the layer's own or its default.
    ``name`` is ``None`` to leave the activation out, and the layer with it if it does nothing else.
    """

    layer: Origin
    at: Origin | None
    name: str | None


@dataclass(frozen=True, slots=True)
class UseLoss:
    """A loss becomes another of Keras, ``name`` as in ``LOSSES``, and keeps its other options.

    ``from_logits`` is ``None`` to leave that option as it is.
    """

    at: Origin
    name: str
    given_to: Origin
    from_logits: bool | None = None


@dataclass(frozen=True, slots=True)
class UseMetric:
    """A metric becomes the one that ``name`` is the string of.

    It becomes an object with some options set, or stays a string, function or object where ``options``
    is ``None``.
    """

    at: Origin
    name: str
    given_to: Origin
    options: tuple[Setting, ...] | None = None


@dataclass(frozen=True, slots=True)
class DropMetric:
    """A metric is taken out of its list."""

    at: Origin
    given_to: Origin


@dataclass(frozen=True, slots=True)
class SetKeyword:
    """A call gets a keyword, or another value for one that it has; ``value`` is a constant.

    ``given_to`` is the call that the object made by ``call`` is for, ``None`` if the change is right for
    every use of the object.
    """

    call: Origin
    keyword: str
    value: object
    given_to: Origin | None = None


@dataclass(frozen=True, slots=True)
class RenameKeyword:
    """A keyword of a call gets the name that the called function knows it by."""

    call: Origin
    keyword: str
    name: str


@dataclass(frozen=True, slots=True)
class BracketKeyword:
    """What a call is given by a keyword becomes the one element of a list."""

    call: Origin
    keyword: str


@dataclass(frozen=True, slots=True)
class NamePositions:
    """Arguments given by position, the last ones of their call, are given by keyword."""

    call: Origin
    names: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class PredictInstead:
    """A method that models have lost is replaced by ``predict``; ``then`` makes classes of its result.

    ``then`` is ``"argmax"`` over the last axis, ``"half"`` for what exceeds one half, or ``None``.
    """

    call: Origin
    then: str | None = None


Intent: TypeAlias = (
    ReplaceWord
    | ReplaceKey
    | UseActivation
    | UseLoss
    | UseMetric
    | DropMetric
    | SetKeyword
    | RenameKeyword
    | BracketKeyword
    | NamePositions
    | PredictInstead
)


def places_of(intent: Intent) -> tuple[Origin, ...]:
    """The places that an intent changes: whatever else was written there must want the same change."""
    if isinstance(intent, UseActivation):
        return (intent.layer,) if intent.at is None else (intent.layer, intent.at)
    if isinstance(intent, SetKeyword | RenameKeyword | BracketKeyword | NamePositions | PredictInstead):
        return (intent.call,)
    return (intent.at,)
