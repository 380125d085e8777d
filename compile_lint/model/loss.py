"""The loss of one output, and the optimizer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType

from compile_lint.knowledge.losses import LossFact
from compile_lint.model.origin import Origin
from compile_lint.records import dataclass

GAP = "\0"  # stands in a text for a part that is not known

NO_OPTIONS: Mapping[str, Option] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Option:
    """A constructor argument whose value is a known constant; ``value`` is ``...`` where it is not.

    ``given_at`` is where the call gives it, if that is not where the value itself is written.
    ``outline`` is what is known of a text or path that is no constant, with ``GAP`` for each other part.
    """

    value: object
    origin: Origin
    given_at: Origin | None = None
    outline: str = ""

    @property
    def pieces(self) -> tuple[str, ...]:
        """What is known of a text, in order, cut where it is not known: one piece where all is known."""
        text = self.value if isinstance(self.value, str) else self.outline
        return tuple(text.split(GAP)) if text else ()


@dataclass(frozen=True, slots=True)
class Loss:
    """A built-in loss.

    ``from_logits`` is ``None`` where the loss has no such option *or* its value is unknown; ask
    ``expects_logits`` and ``expects_probabilities``, which are both false then.
    """

    fact: LossFact
    spelled: str  # as in the program: "categorical_crossentropy", "BinaryCrossentropy"
    origin: Origin
    from_logits: bool | None = None
    from_logits_origin: Origin | None = None
    options: Mapping[str, Option] = field(default_factory=lambda: NO_OPTIONS, hash=False)
    is_string: bool = False
    is_class: bool = False  # the class itself, not called

    @property
    def name(self) -> str:
        """Canonical snake-case name: ``categorical_crossentropy``."""
        return self.fact.name

    @property
    def expects_logits(self) -> bool:
        return self.from_logits is True

    @property
    def expects_probabilities(self) -> bool:
        return self.from_logits is False


@dataclass(frozen=True, slots=True)
class Optimizer:
    """The optimizer: ``name`` is the class (``Adam``) and ``options`` its arguments as written."""

    name: str
    origin: Origin
    options: Mapping[str, Option] = field(default_factory=lambda: NO_OPTIONS, hash=False)
    is_legacy: bool = False  # made from optimizers.legacy or tf.compat.v1.train
    is_string: bool = False
    is_class: bool = False  # the class itself, not called
    is_fallback: bool = False  # made where the program goes on after something raised
    is_tried: bool = False  # made where the program would go on if something raised
