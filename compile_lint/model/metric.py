"""One metric of one output."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from compile_lint.knowledge.metrics import MetricFact
from compile_lint.model.loss import NO_OPTIONS, Option
from compile_lint.model.origin import Origin
from compile_lint.records import dataclass


@dataclass(frozen=True, slots=True)
class Metric:
    """A built-in metric.

    ``fact`` is what was named; ``resolves_to`` what Keras makes of it. They differ only for the
    strings ``accuracy`` and ``acc`` (and, on tf_keras, ``crossentropy``), which Keras resolves by the
    shapes of labels and output. ``resolves_to`` is ``None`` where those shapes are not known.
    """

    fact: MetricFact
    spelled: str
    origin: Origin
    resolves_to: MetricFact | None = None
    options: Mapping[str, Option] = field(default_factory=lambda: NO_OPTIONS, hash=False)
    is_string: bool = False
    is_weighted: bool = False  # stands in weighted_metrics=
    is_class: bool = False  # the class itself, not called

    @property
    def name(self) -> str:
        return self.fact.name
