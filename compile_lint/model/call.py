"""A compile call as understood: heads, optimizer, the fit that uses it, in one consistent world."""

from __future__ import annotations

from dataclasses import field
from enum import Enum

from compile_lint.knowledge.flavours import ANY
from compile_lint.model.argument import ActivationName, Argument
from compile_lint.model.labels import Labels
from compile_lint.model.loss import Loss, Optimizer
from compile_lint.model.metric import Metric
from compile_lint.model.origin import Origin
from compile_lint.model.output import Output
from compile_lint.model.states import Absent, Slot
from compile_lint.model.training import Fit, LayerChange, Logs, TrainableChange, Use
from compile_lint.reach import Reach
from compile_lint.records import dataclass


@dataclass(frozen=True, slots=True)
class Head:
    """One model output with the loss, labels and metrics that belong to it."""

    name: str | None  # the output's name, None where it cannot be known
    output: Slot[Output]
    loss: Slot[Loss]
    labels: Slot[Labels]
    metrics: tuple[Slot[Metric], ...] = ()


class EvidenceKind(Enum):
    """Why a data set looks imbalanced. The table in ``knowledge.imbalance`` weighs and words them."""

    CLASS_WEIGHT = "class_weight"
    SAMPLE_WEIGHT = "sample_weight"
    COMPUTED_WEIGHTS = "computed_weights"
    RESAMPLING = "resampling"
    FOCAL_LOSS = "focal_loss"
    INITIAL_BIAS = "initial_bias"
    SKEWED_GENERATION = "skewed_generation"
    CLASS_COUNTS = "class_counts"
    KNOWN_DATA = "known_data"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sign that the classes of this model's data are not equally frequent."""

    kind: EvidenceKind
    text: str  # what was seen, in words that fit behind "because": "`class_weight=` in fit"
    origin: Origin


@dataclass(frozen=True, slots=True)
class OutputName:
    """What an output is called: ``text``, or what Keras makes of that, as "dense" or "dense_3"."""

    text: str
    is_made_up: bool = False

    def may_be(self, key: str) -> bool:
        """Whether this may be the output that is called ``key``."""
        if key == self.text:
            return True
        start, _, number = key.rpartition("_")
        return self.is_made_up and start == self.text and number.isdecimal()


@dataclass(frozen=True, slots=True)
class CompileCall:
    """One ``model.compile(...)`` in one consistent world, together with one of its training calls."""

    site: Origin
    heads: tuple[Head, ...]
    optimizer: Slot[Optimizer] = field(default_factory=Absent)
    fit: Fit | None = None
    logs: Logs = field(default_factory=Logs)
    # What happens to the model between this compile call and the training call.
    trainable_changes: tuple[TrainableChange, ...] = ()
    layer_changes: tuple[LayerChange, ...] = ()
    uses: tuple[Use, ...] = ()  # of its predictions
    output_axes: int | None = None  # of the only output, with the axis of the rows, where that is sure
    is_compiled: bool = True  # False: training or a use of a model of which no compile call is in view
    model_origin: Origin | None = None  # where such a model was made
    evidence: tuple[Evidence, ...] = ()
    # Functions that report on each class by this model's predictions later in the program, or may do so,
    # by their plain names: "classification_report", "plot_confusion_matrix", ...
    reported_by: frozenset[str] = frozenset()
    keras: str = ANY  # KERAS3 or TF_KERAS, where it is decided which of them the program runs on
    backend: str = ANY  # TENSORFLOW, JAX or TORCH, likewise
    below: tuple[int, ...] | None = None  # a version newer than every Keras 2 that the project allows
    has_own_training: bool = False  # train_step, compute_loss or add_loss of the project's own
    feeds_other_model: bool = False  # a part of another compiled model (GAN), never fit itself
    is_assumed: bool = False  # in a function that nothing in view calls: its arguments are assumed
    has_regularizers: bool = False  # weight or activity penalties are part of the logged loss
    may_weigh_losses: bool = False  # by ``loss_weights``
    may_weigh_rows: bool = False  # by weights of classes or rows, which a data set may bring along
    # Keywords of ``compile`` that are no parameter of it in Keras 3, and where each was written.
    other_arguments: tuple[tuple[str, Origin], ...] = ()
    # Losses, metrics and weights as they were written; empty where ``compile`` may not be Keras's own.
    arguments: tuple[Argument, ...] = ()
    output_count: int | None = None  # None where some output may stand for several
    output_names: tuple[OutputName, ...] | None = None  # None unless all are known, and no two alike
    may_add_losses: bool = True  # layers or code in view, or not in view, may add to the loss
    odd_activations: tuple[ActivationName, ...] = ()  # strings that one Keras at least does not take

    def argument(self, name: str) -> Argument | None:
        """The argument given as this parameter, where it is beyond doubt which one that is."""
        return next((one for one in self.arguments if one.name == name), None)

    def is_before(self, *version: int) -> bool:
        """Whether the project runs on a Keras 2 that is surely older than this."""
        return self.below is not None and self.below <= version


@dataclass(frozen=True, slots=True)
class Variant:
    """One world: the compile call, and whether every declared default holds in it.

    ``is_as_written`` is False where a parameter has a value that only code out of view could give it.
    """

    call: CompileCall
    defaults_hold: bool = True
    is_as_written: bool = True


@dataclass(frozen=True, slots=True)
class Context:
    """One way the program reaches the compile call: the chain of calls, and the worlds within it."""

    chain: tuple[Origin, ...]  # call expressions from the outermost inwards
    variants: tuple[Variant, ...]
    reach: Reach = Reach.BY_PROGRAM
    is_to_fail: bool = False  # a test expects that compiling, or this training, raises or warns


@dataclass(frozen=True, slots=True)
class SiteReading:
    """Everything that was understood of one ``.compile(``, or of training without one."""

    site: Origin
    contexts: tuple[Context, ...]
    is_compile: bool = True  # False: training, or a use of a model, without one

    @property
    def reach(self) -> Reach:
        """The best way to get there that no test expects to fail."""
        found = (context.reach for context in self.contexts if not context.is_to_fail)
        return max(found, default=Reach.BY_ITSELF)
