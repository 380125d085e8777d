"""A training call with its callbacks, and the numbers that training logs after each epoch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import Enum

from compile_lint.knowledge.callbacks import CallbackFact
from compile_lint.knowledge.flavours import TF_KERAS
from compile_lint.model.loss import NO_OPTIONS, Option
from compile_lint.model.origin import Origin
from compile_lint.model.states import Slot
from compile_lint.records import dataclass


@dataclass(frozen=True, slots=True)
class Callback:
    """A built-in callback with its arguments as written."""

    fact: CallbackFact
    origin: Origin
    options: Mapping[str, Option] = field(default_factory=lambda: NO_OPTIONS, hash=False)
    is_open: bool = False  # unknown ``*args`` or ``**kwargs``: anything not listed may be given as well
    is_tried: bool = False  # the program goes on where something raised, or did so before this

    @property
    def name(self) -> str:
        return self.fact.name

    def value(self, option: str, default: object) -> object:
        """The constant given for an option, its default, or ``...`` where neither is known."""
        given = self.options.get(option)
        if given is not None:
            return given.value
        return ... if self.is_open else default

    def text_pieces(self, option: str) -> tuple[str, ...]:
        """What is known of a text given for an option; see ``Option.pieces``."""
        given = self.options.get(option)
        return () if given is None else given.pieces

    def place(self, option: str) -> Origin:
        """Where an option was written, or the callback whose default it is."""
        given = self.options.get(option)
        return self.origin if given is None else given.origin


@dataclass(frozen=True, slots=True)
class LogName:
    """One number that training logs, by its name without ``val_``.

    ``best_mode`` is the ``mode`` under which better values are preferred, None where that is not known.
    """

    text: str
    best_mode: str | None = None
    origin: Origin | None = None  # the metric; None for the loss
    is_numbered: bool = False  # Keras appends `_1`, `_2` for later instances of one process
    is_accuracy: bool = False  # a share of right answers, each row counting the same
    is_guessed: bool = True  # Keras 3 finds the direction of this name itself

    def is_called(self, text: str) -> bool:
        """Whether this number may be logged under the name ``text``."""
        if text == self.text:
            return True
        start, _, number = text.rpartition("_")
        return self.is_numbered and start == self.text and number.isdecimal()


@dataclass(frozen=True, slots=True)
class Logs:
    """The names that a compile call makes training log, as Keras 3 and as tf_keras write them.

    Where ``is_complete`` is false, other names may be logged too.
    """

    keras3: tuple[LogName, ...] = ()
    tf_keras: tuple[LogName, ...] = ()
    is_complete: bool = False

    def names(self, keras: str) -> tuple[LogName, ...]:
        """The names under one Keras: where that is not decided, today's."""
        return self.tf_keras if keras == TF_KERAS else self.keras3

    def find(self, text: str, keras: str) -> LogName | None:
        """The number that ``text`` (without ``val_``) names, or None."""
        return next((name for name in self.names(keras) if name.is_called(text)), None)


@dataclass(frozen=True, slots=True)
class TrainableChange:
    """``trainable`` of the model, or of a layer in it, gets another value between compile and training."""

    origin: Origin
    value: bool
    is_after_training: bool  # the compiled model was trained before already
    is_by_default: bool = True  # every declared default on the way to it holds


@dataclass(frozen=True, slots=True)
class LayerChange:
    """A layer is added to the model, or taken from it, after it was trained at ``trained_at``."""

    origin: Origin
    method: str  # "add" or "pop"
    trained_at: Origin


@dataclass(frozen=True, slots=True)
class ClassWeight:
    """What was given as ``class_weight``: a word, a dict with its keys, or a sequence."""

    origin: Origin
    word: str | None = None
    keys: tuple[object, ...] | None = None
    is_sequence: bool = False


@dataclass(frozen=True, slots=True)
class Fit:
    """The training call that this variant was judged with."""

    origin: Origin
    method: str  # "fit", "fit_generator", "train_on_batch", "search" of a tuner
    callbacks: tuple[Slot[Callback], ...] = ()
    validates: bool | None = None  # whether validation data or a split are given; None: not known
    may_log_more: bool = True  # a callback, or a training step of the project's own, may write logs
    class_weight: ClassWeight | None = None


class UseKind(Enum):
    """What is done with what a model predicts or logs, where it may be wrong for some models."""

    ARGMAX_LAST = "argmax_last"  # over the last axis, whatever the number of axes
    ARGMAX_SECOND = "argmax_second"  # over axis 1, the last one where there are two
    ARGMAX_ROW = "argmax_row"  # over one row, whatever the number of its axes
    HALF = "half"  # compared with one half, or rounded
    SCORES_AS_CLASSES = "scores_as_classes"  # raw values given to a score of classes
    CLASSES_AS_SCORES = "classes_as_scores"  # classes or decisions given to a score of ranks
    REMOVED_METHOD = "removed_method"  # a method that Keras models have no more
    LOG = "log"  # a name that is read from the history of the training
    EPOCH_LOG = "epoch_log"  # a name that a callback of the project reads after each epoch
    EPOCH_LOG_COMPARED = "epoch_log_compared"  # the same with `get`, which gives None, compared with a number


@dataclass(frozen=True, slots=True)
class Use:
    """One use of what the model predicts or logs; ``detail`` names the function, the method or the log."""

    kind: UseKind
    origin: Origin
    detail: str = ""
    is_by_default: bool = True  # every declared default on the way to it holds
    read: Origin | None = None  # where a log is taken by its name: ``logs["loss"]`` or ``logs.get("loss")``
