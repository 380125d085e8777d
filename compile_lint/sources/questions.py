"""What the reading of a program asks of the files around it, with the answers it got.

While all answers stay what they were, and the program too, so does what it means: a later run need not read
it again.
"""

from __future__ import annotations

from dataclasses import field
from typing import TypeAlias

from compile_lint.records import dataclass

Question: TypeAlias = tuple[str, ...]
"""What is asked, in a word, and of what: paths and names."""

Answer: TypeAlias = "str | None"
"""Enough of the answer to tell it from any other; None for nothing there."""


@dataclass(slots=True)
class Questions:
    """Keeps account of the questions since ``begin``, each once."""

    asked: dict[Question, Answer] = field(default_factory=dict)

    def begin(self) -> None:
        """Forget what was asked: the next program asks for itself."""
        self.asked = {}

    def note(self, answer: Answer, *question: str) -> None:
        self.asked[question] = answer
