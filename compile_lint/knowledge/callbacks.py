"""Callbacks of keras 3.15.1 and tf_keras 2.21.0, and tuners: which of them read a log."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from compile_lint.knowledge.flavours import KERAS3, TF_KERAS
from compile_lint.knowledge.removals import Effect, RemovedArgument
from compile_lint.knowledge.signatures import Parameters, parameters_of
from compile_lint.records import dataclass


@dataclass(frozen=True, slots=True)
class CallbackFact:
    """One callback class.

    ``default_monitor`` is the log it reads unless told otherwise, ``None`` if it monitors nothing.
    ``has_filepath`` marks callbacks whose file name is formatted with the logs. ``runs_project_code``
    marks those that may write logs of their own. ``selects`` marks those that keep what was best by a log.
    A tuner is no callback, but what it compares its trials by is a log likewise: its objective.
    """

    name: str
    default_monitor: str | None = None
    has_mode: bool = False
    has_filepath: bool = False
    runs_project_code: bool = False
    selects: bool = False
    is_tuner: bool = False

    @property
    def mode_option(self) -> str:
        """The argument by which the better side of the log is said."""
        return "direction" if self.is_tuner else "mode"

    @property
    def keras3_parameters(self) -> Parameters | None:
        """Constructor parameters in Keras 3, ``None`` if it has no such class."""
        return parameters_of(KERAS3, f"callbacks.{self.name}")

    @property
    def tf_keras_parameters(self) -> Parameters | None:
        """Constructor parameters in tf_keras, ``None`` if it has no such class."""
        return parameters_of(TF_KERAS, f"callbacks.{self.name}")

    @property
    def may_keep_best_only(self) -> bool:
        """Whether it saves every epoch, and reads its monitor only where told to keep the best."""
        return "save_best_only" in dict(self.keras3_parameters or self.tf_keras_parameters or ())


_ROWS: Final = (
    CallbackFact("EarlyStopping", "val_loss", has_mode=True, selects=True),
    CallbackFact("ReduceLROnPlateau", "val_loss", has_mode=True),
    CallbackFact("ModelCheckpoint", "val_loss", has_mode=True, has_filepath=True, selects=True),
    CallbackFact("BackupAndRestore"),
    CallbackFact("BaseLogger"),
    CallbackFact("CSVLogger"),
    CallbackFact("Callback", runs_project_code=True),
    CallbackFact("CallbackList"),
    CallbackFact("History"),
    CallbackFact("LambdaCallback", runs_project_code=True),
    CallbackFact("LearningRateScheduler"),
    CallbackFact("OrbaxCheckpoint", "val_loss", has_mode=True),
    CallbackFact("ProgbarLogger"),
    CallbackFact("RemoteMonitor"),
    CallbackFact("SidecarEvaluatorModelExport"),
    CallbackFact("SwapEMAWeights"),
    CallbackFact("TensorBoard"),
    CallbackFact("TerminateOnNaN"),
)

CALLBACKS: Final[Mapping[str, CallbackFact]] = MappingProxyType({row.name: row for row in _ROWS})


def find_callback(class_name: str) -> CallbackFact | None:
    """Return the row of a callback class."""
    return CALLBACKS.get(class_name)


# Arguments that Keras 2 took, by the callback. Keras 3 raises on all of them but one: it swallows
# `epsilon` and goes by `min_delta` as if nothing had been said. tf_keras takes them, with a warning.
REMOVED_FROM_CALLBACKS: Final[Mapping[tuple[str, str], RemovedArgument]] = MappingProxyType(
    {
        **{
            (callback, name): RemovedArgument(name, None, Effect.RAISES, Effect.ACCEPTED)
            for callback, names in (
                ("ModelCheckpoint", ("load_weights_on_restart", "options", "period")),
                ("TensorBoard", ("batch_size", "embeddings_data", "embeddings_layer_names", "write_grads")),
            )
            for name in names
        },
        ("ReduceLROnPlateau", "epsilon"): RemovedArgument(
            "epsilon", "min_delta", Effect.IGNORED, Effect.ACCEPTED
        ),
    }
)

# Where the callbacks stand in each training method: observed on tf_keras 2.21 and keras 3.15.1.
CALLBACKS_AT: Final[Mapping[str, int]] = MappingProxyType({"fit": 5, "fit_generator": 4})


# Of keras-tuner 1.4.8. A tuner finds the direction of a string, or refuses it, when it is made.
TUNERS: Final[Mapping[str, CallbackFact]] = MappingProxyType(
    {
        name: CallbackFact(name, has_mode=True, selects=True, is_tuner=True)
        for name in ("RandomSearch", "Hyperband", "BayesianOptimization", "GridSearch", "Tuner")
    }
)
