"""One output of a model: its last layer, units, activation, and what its numbers mean."""

from __future__ import annotations

from enum import Enum

from compile_lint.knowledge.activations import Activation
from compile_lint.model.origin import Origin
from compile_lint.records import dataclass


class Role(Enum):
    """What one step between the last weights and the loss does to the values."""

    WEIGHTS = "weights"  # Dense, Conv2D, ...: makes new values
    ACTIVATION = "activation"  # an element-wise or axis-wise function
    DROPOUT = "dropout"  # zeroes or disturbs values while training
    NORMALIZATION = "normalization"  # BatchNormalization and the like
    PASSTHROUGH = "passthrough"  # Reshape, Flatten, casts: same values


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the chain that ends at the model's output.

    A layer such as ``Dense(3, activation="softmax")`` is two stages: its weights and its activation.
    """

    role: Role
    layer: str  # the class or function as Keras names it: "Dense", "softmax", "Dropout"
    origin: Origin
    activation: Activation | None = None  # set where role is ACTIVATION
    activation_origin: Origin | None = None
    axis: int | None = -1  # the axis of a softmax; None: not known
    owner: object = None  # identity of the layer object, so that two stages of one layer are seen as one


@dataclass(frozen=True, slots=True)
class Output:
    """A model output that was followed back to the layer that makes its values.

    ``stages`` runs from the layer with weights (first, role WEIGHTS when it is known) to the output
    (last). ``units`` is the size of the last axis, ``None`` where it is not known.
    ``activation`` is the last activation that changes values; a layer without one is ``linear``.
    """

    layer: str
    units: int | None
    activation: Activation
    stages: tuple[Stage, ...]
    origin: Origin
    units_origin: Origin | None = None
    activation_origin: Origin | None = None
    softmax_axis_size: int | None = None  # size of the axis that a final softmax normalises, where known
    are_units_supposed: bool = False  # they follow from a question about their number: `if n == 1: n = 2`

    @property
    def is_softmax(self) -> bool:
        return self.activation.name == "softmax"

    @property
    def is_sigmoid(self) -> bool:
        return self.activation.name == "sigmoid"

    @property
    def is_linear(self) -> bool:
        return self.activation.name == "linear"

    @property
    def is_probability(self) -> bool:
        """Whether the values are probabilities as a cross-entropy expects them (softmax or sigmoid)."""
        return self.activation.is_probability

    @property
    def because_at(self) -> Origin:
        """The best place to show for the activation: where it was written, else the layer."""
        return self.activation_origin or self.origin
