"""How rules show the other half of a contradiction, so that one fact has one wording everywhere."""

from __future__ import annotations

from compile_lint.knowledge.activations import Activation
from compile_lint.model import Because, Encoding, Labels, Loss, Metric, Output

_ENCODING_WORDS = {
    Encoding.INTEGER: "integer class ids",
    Encoding.BINARY: "one column of 0 and 1",
    Encoding.ONE_HOT: "one-hot rows",
    Encoding.MULTI_HOT: "multi-hot rows",
    Encoding.PLUS_MINUS_ONE: "-1 and 1",
    Encoding.CONTINUOUS: "numbers, not classes",
    Encoding.SAME_AS_INPUT: "the inputs themselves",
}


def labels_phrase(labels: Labels) -> str:
    """Return a subject for a sentence: the labels, and what made them where that is known."""
    return f"the labels from `{labels.made_by}`" if labels.made_by else "the labels"


def encoding_phrase(labels: Labels) -> str:
    """Return how the labels are encoded, as a noun."""
    return _ENCODING_WORDS[labels.encoding]


def range_phrase(activation: Activation) -> str:
    """Return which numbers an activation yields, as a noun."""
    low, high = activation.low, activation.high
    if activation.is_limited:
        return f"numbers from {low:g} to {high:g}"
    if low > float("-inf"):
        return f"numbers from {low:g} upwards"
    if high < float("inf"):
        return f"numbers up to {high:g}"
    return "numbers of any size and sign"


def shows_activation(output: Output) -> Because:
    """Show where the activation was written, or the layer that has none."""
    if output.is_linear and output.activation_origin is None:
        return Because(output.origin, f"`{output.layer}` has no activation")
    return Because(output.because_at, f"the output is `{output.activation.name}`")


def shows_units(output: Output) -> Because:
    """Show where the number of units was written, or the layer that has them."""
    if output.units is None:
        return Because(output.origin, f"the output layer is `{output.layer}`")
    return Because(output.units_origin or output.origin, count(output.units, "unit"))


def shows_loss(loss: Loss) -> Because:
    """Show where the loss was written."""
    return Because(loss.origin, f"the loss is `{loss.spelled}`")


def shows_from_logits(loss: Loss) -> Because:
    """Show the argument that says what the loss expects, or the loss whose default it is."""
    if loss.from_logits_origin is None:
        return shows_loss(loss)
    return Because(loss.from_logits_origin, f"`from_logits={loss.from_logits}`")


def shows_labels(labels: Labels) -> Because:
    """Show where the labels were made or encoded."""
    return Because(labels.origin, f"{labels_phrase(labels)} are {encoding_phrase(labels)}")


def shows_metric(metric: Metric) -> Because:
    """Show where the metric was written."""
    return Because(metric.origin, f"the metric is `{metric.spelled}`")


def count(number: int, noun: str) -> str:
    """Return a counted noun."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
