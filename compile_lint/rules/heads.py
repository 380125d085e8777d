"""What several rules ask of a head: whether it is judged at all, how wide it is, what its loss is for."""

from __future__ import annotations

from math import inf

from compile_lint.knowledge.activations import Activation
from compile_lint.knowledge.losses import Family
from compile_lint.model import CompileCall, Encoding, Head, Known, Labels, Loss, Output

# Losses for one class out of several, with focal forms; binary ones judge every unit by itself.
EXCLUSIVE = frozenset({Family.CATEGORICAL_CROSSENTROPY, Family.SPARSE_CROSSENTROPY})
CROSSENTROPIES = EXCLUSIVE | {Family.BINARY_CROSSENTROPY, Family.CROSSENTROPY_BY_SHAPE}
CLASSIFYING = CROSSENTROPIES | {Family.KL_DIVERGENCE, Family.HINGE, Family.CATEGORICAL_HINGE}


def heads_to_judge(call: CompileCall) -> tuple[Head, ...]:
    """Return the heads that this call trains.

    A part of a GAN that is compiled but only ever trained through the model it feeds has none: what
    its own compile call says has no effect. Neither has a model whose layers were exchanged after a
    training: the training function of the old ones may still be what runs.
    """
    return () if call.feeds_other_model or call.layer_changes else call.heads


def has_several_units(head: Head, output: Output) -> bool:
    """Whether the head surely has two or more units.

    Where the units are not known, one-hot columns or three or more class ids decide: with one unit the
    program would raise at its first batch.
    """
    if output.units is not None:
        return output.units > 1
    match head.labels:
        case Known(Labels(encoding=Encoding.ONE_HOT) as labels):
            columns = columns_of(labels)
            return columns is None or columns > 1
        case Known(Labels(encoding=Encoding.INTEGER, classes=int(classes))):
            return classes > 2
    return False


def takes_probabilities(loss: Loss) -> bool:
    """Whether the loss reads its output as probabilities: KL divergence has no other way."""
    return loss.expects_probabilities or loss.fact.family is Family.KL_DIVERGENCE


def reaches_all(activation: Activation, loss: Loss) -> bool:
    """Whether the activation yields every number that the loss tells from others."""
    return activation.low <= loss.fact.lowest and activation.high == inf


def ignores_a_class(loss: Loss) -> bool:
    """Whether the loss passes over the rows of one class id, which then needs no unit."""
    option = loss.options.get("ignore_class")
    return option is not None and option.value is not None


def columns_of(labels: Labels) -> int | None:
    """Return the number of one-hot or multi-hot columns, ``None`` where it is not known."""
    return labels.columns or labels.classes
