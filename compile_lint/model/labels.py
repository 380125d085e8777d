"""What the labels of one output are: how they encode classes, how many, and in which range."""

from __future__ import annotations

from enum import Enum

from compile_lint.model.origin import Origin
from compile_lint.model.states import Unknown
from compile_lint.records import dataclass


class Encoding(Enum):
    """How labels say which class a row belongs to."""

    INTEGER = "integer"  # class ids, (N,) or (N, 1)
    BINARY = "binary"  # one column of 0 and 1
    ONE_HOT = "one_hot"  # one column a class, exactly one is 1
    MULTI_HOT = "multi_hot"  # one column a label, any number are 1
    PLUS_MINUS_ONE = "plus_minus_one"  # -1 and 1
    CONTINUOUS = "continuous"  # regression targets
    SAME_AS_INPUT = "same_as_input"  # an autoencoder's targets


@dataclass(frozen=True, slots=True)
class Labels:
    """Labels that a fit call gives to one output.

    ``classes`` is the number of distinct classes (for one-hot and multi-hot: of columns).
    ``lowest`` and ``highest`` bound the values that occur, where known; for class ids ``highest`` is
    the largest id that really occurs or may occur by construction.
    ``columns`` is the size of the last axis: ``None`` unknown, 0 for labels of shape ``(N,)``; with
    ``has_depth`` there may be others between it and the rows, as in images of class ids.
    ``is_scaled`` marks class ids that were divided, normalised or standardised.
    """

    encoding: Encoding
    origin: Origin
    made_by: str = ""  # "to_categorical", "mnist.load_data()"
    classes: int | None = None
    lowest: float | None = None
    highest: float | None = None
    columns: int | None = None
    has_depth: bool = False
    is_scaled: bool = False
    scaled_origin: Origin | None = None

    @property
    def is_one_number_a_row(self) -> bool:
        """Whether the shape is ``(N,)`` or ``(N, 1)``."""
        return self.columns in (0, 1) and not self.has_depth


@dataclass(frozen=True, slots=True)
class UnknownColumn(Unknown):
    """Labels of which only the shape is known: one number a row, ``(N,)`` or ``(N, 1)``."""
