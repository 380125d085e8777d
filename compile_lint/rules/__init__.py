"""The rules, one in each module; ``catalogue`` lists them, and is imported when somebody looks at them.

A run that meets no compile call, or knows all outcomes from before, has no need of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

from compile_lint.rules.registry import Rule

__all__ = ["RULES"]


class _Catalogue(Sequence[Rule]):
    """The rules in the order of their codes, imported at the first look."""

    @property
    def _rules(self) -> tuple[Rule, ...]:
        from compile_lint.rules.catalogue import CATALOGUE  # noqa: PLC0415 - that is what this is for

        return CATALOGUE

    @overload
    def __getitem__(self, index: int) -> Rule: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Rule]: ...
    def __getitem__(self, index: int | slice) -> Rule | Sequence[Rule]:
        return self._rules[index]

    def __len__(self) -> int:
        return len(self._rules)

    def __iter__(self) -> Iterator[Rule]:
        return iter(self._rules)


RULES: Sequence[Rule] = _Catalogue()
