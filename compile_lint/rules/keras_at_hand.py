"""Which Keras a finding is about, in words."""

from __future__ import annotations

from compile_lint.knowledge.flavours import KERAS3, TF_KERAS

_WORDS = {KERAS3: "Keras 3", TF_KERAS: "tf_keras"}
_BOTH = frozenset(_WORDS)


def rejecting(accepting: frozenset[str], keras: str) -> frozenset[str]:
    """Which Keras at hand refuses something; ``accepting`` are those that take it."""
    at_hand = _BOTH if keras not in _BOTH else {keras}
    return frozenset(at_hand - accepting)


def keras_phrase(flavours: frozenset[str]) -> str:
    """Name one Keras; both of them are simply Keras."""
    return "Keras" if flavours == _BOTH else " and ".join(_WORDS[one] for one in sorted(flavours))
