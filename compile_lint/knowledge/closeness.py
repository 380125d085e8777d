"""Which accepted name a misspelt one clearly means: the one look-up here that is not exact."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

# "recal" (0.91) is near "recall"; "mean_squared_error" is not near "mean_absolute_error" (0.83).
NEAR: Final = 0.84
# One letter of a short name is too much of it: "rmse" is 0.86 like "mse" and means another thing.
SHORTEST: Final = 5
# How far the second best must lie behind the best, so that a guess is never one of two.
LEAD: Final = 0.04


def fold(text: str) -> str:
    """Return the name without case, surrounding space and word separators."""
    return "".join(character for character in text.lower() if character.isalnum())


def closest(text: str, spellings: Mapping[str, str]) -> tuple[str, ...]:
    """Return the one name that ``text`` clearly means, or nothing.

    ``spellings`` maps folded spellings to the name to suggest.
    """
    from difflib import SequenceMatcher  # noqa: PLC0415 - most programs spell everything right

    folded = fold(text)
    if folded in spellings:
        return (spellings[folded],)
    if len(folded) < SHORTEST:
        return ()
    best: dict[str, float] = {}
    for spelling, name in spellings.items():
        matcher = SequenceMatcher(None, folded, spelling)
        if matcher.real_quick_ratio() >= NEAR - LEAD and matcher.quick_ratio() >= NEAR - LEAD:
            best[name] = max(best.get(name, 0.0), matcher.ratio())
    ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or ranked[0][1] < NEAR:
        return ()
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < LEAD:
        return ()
    return (ranked[0][0],)
