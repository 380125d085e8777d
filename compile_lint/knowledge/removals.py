"""How an argument that Keras has dropped is told of: its new name, and what each Keras does with it."""

from __future__ import annotations

from enum import Enum

from compile_lint.records import dataclass


class Effect(Enum):
    """What a flavour does with an argument."""

    ACCEPTED = "accepted"
    IGNORED = "ignored"  # nothing raises, and the value is not used
    RAISES = "raises"


@dataclass(frozen=True, slots=True)
class RemovedArgument:
    """An argument that once was taken; ``replacement`` is its new name where the meaning stayed."""

    name: str
    replacement: str | None
    keras3: Effect
    tf_keras: Effect
