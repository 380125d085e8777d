"""What a project can say of its own code that the linter does not follow: losses, metrics, layers."""

from __future__ import annotations

from enum import Enum

from compile_lint.knowledge.activations import ACTIVATIONS
from compile_lint.records import dataclass
from compile_lint.settings.kinds import OneOf, Text, Unfit, required, setting

UNCHANGED = "unchanged"


class Expects(Enum):
    """What a loss takes the output of the model for."""

    PROBABILITIES = "probabilities"
    LOGITS = "logits"


class LabelForm(Enum):
    """The form of the labels that a loss compares the output with."""

    CLASS_IDS = "class-ids"
    ONE_HOT = "one-hot"
    MULTI_HOT = "multi-hot"
    NUMBERS = "numbers"


@dataclass(frozen=True, slots=True)
class KnownLoss:
    """A loss of the project."""

    expects: Expects | None = setting(
        OneOf(Expects), None, "What it takes the output for: `probabilities` or `logits`.", example='"logits"'
    )
    labels: LabelForm | None = setting(
        OneOf(LabelForm),
        None,
        "The labels: `class-ids`; `one-hot`, where the units are one distribution; `multi-hot`, where each "
        "unit is judged by itself; or `numbers`.",
        example='"class-ids"',
    )


class MetricName(Text):
    """The name of a metric of Keras, as a string, class or function."""

    words = "the name of a metric of Keras"

    def read(self, value: object, base: str) -> str:
        from compile_lint.knowledge import metrics  # noqa: PLC0415 - most settings name none

        text = super().read(value, base)
        lookups = (metrics.metric_by_class, metrics.metric_by_function, metrics.metric_by_string)
        if all(find(text) is None for find in lookups):
            close = metrics.close_metric_names(text)
            hint = f"; did you mean `{close[0]}`?" if close else ""
            raise Unfit(f"must be {self.words}, not `{text}`{hint}")
        return text


@dataclass(frozen=True, slots=True)
class KnownMetric:
    """A metric of the project."""

    like: str = required(MetricName(), "The metric of Keras that reads output and labels as it does.")


@dataclass(frozen=True, slots=True)
class KnownLayer:
    """A layer of the project, or a function that puts one on top."""

    activation: str = required(
        OneOf((*sorted(ACTIVATIONS), UNCHANGED)),
        "The activation that it ends with: `linear` for none, `unchanged` if it leaves what the values mean.",
    )
    units: str | None = setting(
        Text(), None, "The argument that gives the size of its output's last axis.", example='"classes"'
    )


Declaration = KnownLoss | KnownMetric | KnownLayer
