"""Which form the labels of a head have: as they are known, or else as its loss needs them to run at all."""

from __future__ import annotations

from compile_lint.knowledge.losses import Family
from compile_lint.model import Absent, Because, Encoding, Head, Known, Labels, Unknown
from compile_lint.records import dataclass
from compile_lint.rules.because import labels_phrase, shows_labels, shows_loss

_ONE_COLUMN = frozenset({Encoding.INTEGER, Encoding.BINARY})
_COLUMNS = frozenset({Encoding.ONE_HOT, Encoding.MULTI_HOT})


@dataclass(frozen=True, slots=True)
class Form:
    """What is known of the form of the labels, in words that follow "but", and where that is seen."""

    words: str
    because: Because


def are_class_ids(labels: Labels) -> bool:
    """Whether labels are class ids, one number for a row."""
    # 0 and 1 of unknown width may be several columns of them.
    is_one_column = labels.columns in (0, 1) or (
        labels.columns is None and labels.encoding is Encoding.INTEGER
    )
    return labels.encoding in _ONE_COLUMN and not labels.is_scaled and is_one_column


def class_ids_of(head: Head) -> Form | None:
    """Say why the labels are class ids; ``None`` where they are not, or where nothing tells.

    Where the labels are not in view, a sparse loss tells: with labels of another form it raises.
    """
    match head.labels, head.loss:
        case Known(labels), _ if are_class_ids(labels):
            return Form(f"{labels_phrase(labels)} are integer class ids", shows_labels(labels))
        case Unknown() | Absent(), Known(loss) if loss.fact.family is Family.SPARSE_CROSSENTROPY:
            return Form(f"`{loss.spelled}` needs integer class ids", shows_loss(loss))
    return None


def columns_of_labels(head: Head) -> Form | None:
    """Say why the labels have a column for each unit; ``None`` where they have not, or nothing tells.

    Where the labels are not in view, categorical cross-entropy tells: with class ids it raises.
    """
    match head.labels, head.loss:
        case Known(labels), _ if labels.encoding in _COLUMNS:
            kind = "one-hot" if labels.encoding is Encoding.ONE_HOT else "multi-hot"
            return Form(f"{labels_phrase(labels)} are {kind}", shows_labels(labels))
        case Unknown() | Absent(), Known(loss) if loss.fact.family is Family.CATEGORICAL_CROSSENTROPY:
            return Form(f"`{loss.spelled}` needs a label for each unit", shows_loss(loss))
    return None


def units_needed(labels: Labels) -> int | None:
    """Return how many units class ids need: one more than the largest id."""
    if labels.highest is not None:
        return int(labels.highest) + 1
    return labels.classes


def is_off_by_one(labels: Labels, needed: int, units: int) -> bool:
    """Whether there are units enough for the classes, but the ids do not start at 0."""
    lowest = int(labels.lowest or 0)
    classes = labels.classes if labels.classes is not None else needed - lowest
    fits_if_shifted = lowest >= 1 and needed - lowest <= units
    return needed > units >= classes and (fits_if_shifted or needed == units + 1)
