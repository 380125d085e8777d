"""Choices that a seed makes: the same ones on every machine, and under every Python."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """A sequence of choices; it rests on ``random.random`` alone, which Python keeps as it is."""

    def __init__(self, *seed: object) -> None:
        self._random = random.Random("/".join(map(str, seed)))  # noqa: S311 - choices, not secrets

    def below(self, limit: int) -> int:
        """A number from 0 to ``limit - 1``."""
        return int(self._random.random() * limit)

    def between(self, least: int, most: int) -> int:
        """A number from ``least`` to ``most``."""
        return least + self.below(most - least + 1)

    def maybe(self, share: float) -> bool:
        """Yes, in ``share`` of all cases."""
        return self._random.random() < share

    def one(self, options: Sequence[T]) -> T:
        """One of the options."""
        return options[self.below(len(options))]

    def some(self, options: Sequence[T], most: int) -> list[T]:
        """Up to ``most`` of the options, each at most once, in any order."""
        left = list(options)
        return [left.pop(self.below(len(left))) for _ in range(min(self.between(0, most), len(left)))]
