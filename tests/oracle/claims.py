"""What a rule claims that Keras makes of a program, and whether an outcome bears it out.

Imports no Keras, so that the table of claims can be read without one.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


class Seen(Protocol):
    """The parts of an outcome that claims are about."""

    error: str | None
    warnings: tuple[str, ...]
    output: str
    values: Mapping[str, object]


class Claim(Protocol):
    """Something that an outcome shows or does not show."""

    @property
    def measures(self) -> tuple[str, ...]:
        """The expressions whose values the claim needs."""

    def fault(self, seen: Seen) -> str | None:
        """Say how the outcome contradicts the claim, ``None`` if it does not."""


@dataclass(frozen=True, slots=True)
class Raises:
    """The program stops with this text in the type or message of the exception."""

    text: str
    measures: tuple[str, ...] = ()

    def fault(self, seen: Seen) -> str | None:
        if seen.error is None:
            return f"did not raise {self.text!r}"
        return None if self.text in seen.error else f"raised {seen.error!r}, not {self.text!r}"


@dataclass(frozen=True, slots=True)
class Runs:
    """The program runs to its end."""

    measures: tuple[str, ...] = ()

    def fault(self, seen: Seen) -> str | None:
        return None if seen.error is None else f"raised {seen.error!r}"


@dataclass(frozen=True, slots=True)
class Warns:
    """The program runs to its end, and this text is in a warning or in what was logged."""

    text: str
    measures: tuple[str, ...] = ()

    def fault(self, seen: Seen) -> str | None:
        said = "\n".join((*seen.warnings, seen.output))
        return Runs().fault(seen) or (None if self.text in said else f"did not warn {self.text!r}: {said!r}")


@dataclass(frozen=True, slots=True)
class Silent:
    """The program runs to its end, and no warning or log holds this text."""

    text: str
    measures: tuple[str, ...] = ()

    def fault(self, seen: Seen) -> str | None:
        said = "\n".join((*seen.warnings, seen.output))
        return Runs().fault(seen) or (f"warned {self.text!r}" if self.text in said else None)


@dataclass(frozen=True, slots=True)
class Gives:
    """The program runs to its end, and then an expression has a value from ``low`` to ``high``."""

    expression: str
    low: float = -math.inf
    high: float = math.inf

    @property
    def measures(self) -> tuple[str, ...]:
        return (self.expression,)

    def fault(self, seen: Seen) -> str | None:
        if seen.error is not None:
            return f"raised {seen.error!r}"
        value = seen.values[self.expression]
        is_within = isinstance(value, (int, float)) and self.low <= value <= self.high
        return None if is_within else f"{self.expression} is {value!r}, not {self.low} to {self.high}"


def holds(expression: str) -> Gives:
    """Claim that an expression is true once the program has run."""
    return Gives(expression, low=1)


Claims = Mapping[str, tuple[Claim, ...]]


def everywhere(*claims: Claim) -> Claims:
    """Claim the same on every set-up."""
    return on(keras3=claims, tf_keras=claims)


def on(
    *,
    keras3: tuple[Claim, ...] | None = None,
    tensorflow: tuple[Claim, ...] = (),
    jax: tuple[Claim, ...] = (),
    tf_keras: tuple[Claim, ...],
) -> Claims:
    """Claim something of each set-up; ``keras3`` stands for both of its backends."""
    claims = {"tensorflow": tensorflow, "jax": jax, "tf_keras": tf_keras}
    if keras3 is not None:
        assert not tensorflow
        assert not jax
        claims |= {"tensorflow": keras3, "jax": keras3}
    assert all(claims.values()), "a set-up of which nothing is claimed proves nothing"
    return claims


@dataclass(frozen=True, slots=True)
class Case:
    """A variation of a rule's bad example with the claims about it.

    Each of ``edits`` replaces a text that stands in the example. Where ``is_bad`` is false the rule is
    silent about the variation, and the claims are the reason.
    """

    title: str
    claims: Claims
    edits: tuple[tuple[str, str], ...]
    is_bad: bool = True
    epochs: int | None = None
    seed: int = 1729

    def program(self, example: str) -> str:
        for old, new in self.edits:
            assert old in example, f"{old!r} is not in the example"
            example = example.replace(old, new)
        return example


@dataclass(frozen=True, slots=True)
class Entry:
    """What a rule claims of its examples.

    ``epochs`` and ``learning_rate`` stand in for those of the examples, as in ``running.Job``; ``before``
    runs first, ``after`` last, to prepare the measures. ``not_about_keras`` says why no
    effect is claimed.
    """

    code: str
    bad: Claims | None = None
    good: Claims | None = None
    epochs: int | None = None
    learning_rate: float | None = None
    before: str = ""
    after: str = ""
    cases: tuple[Case, ...] = ()
    not_about_keras: str = ""
