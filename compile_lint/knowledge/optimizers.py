"""Optimizers: accepted strings, parameters, and arguments that Keras has dropped.

Read from keras 3.15.1 and tf_keras 2.21.0; the effects of dropped arguments were observed by
constructing, compiling and fitting with each of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from compile_lint.knowledge.closeness import closest, fold
from compile_lint.knowledge.flavours import KERAS3, TF_KERAS
from compile_lint.knowledge.removals import Effect, RemovedArgument
from compile_lint.knowledge.signatures import Parameters, parameters_of
from compile_lint.records import dataclass


@dataclass(frozen=True, slots=True)
class OptimizerFact:
    """One optimizer class; its strings are in lower case, for Keras compares them so."""

    name: str
    keras3_strings: frozenset[str]
    tf_keras_strings: frozenset[str]

    @property
    def strings(self) -> frozenset[str]:
        """The strings that either flavour takes, in lower case."""
        return self.keras3_strings | self.tf_keras_strings

    @property
    def keras3_parameters(self) -> Parameters | None:
        """Constructor parameters in Keras 3, ``None`` if it has no such class."""
        return parameters_of(KERAS3, f"optimizers.{self.name}")

    @property
    def tf_keras_parameters(self) -> Parameters | None:
        """Constructor parameters in tf_keras, ``None`` if it has no such class."""
        return parameters_of(TF_KERAS, f"optimizers.{self.name}")

    @property
    def legacy_parameters(self) -> Parameters | None:
        """Constructor parameters of tf_keras's ``optimizers.legacy`` class of that name."""
        return parameters_of(TF_KERAS, f"optimizers.legacy.{self.name}")


def _optimizer(name: str, *, keras3: bool = True, tf_keras: bool = True) -> OptimizerFact:
    string = frozenset([name.lower()])
    return OptimizerFact(name, string if keras3 else frozenset(), string if tf_keras else frozenset())


_ROWS: Final = (
    _optimizer("Adadelta"),
    # tf_keras has the class but not the string.
    _optimizer("Adafactor", tf_keras=False),
    _optimizer("Adagrad"),
    _optimizer("Adam"),
    _optimizer("AdamW"),
    _optimizer("Adamax"),
    _optimizer("Ftrl"),
    # Keras 3.15 exports the class but does not list it among the strings.
    _optimizer("Lamb", keras3=False, tf_keras=False),
    _optimizer("Lion", tf_keras=False),
    # The strings of these three fail, for they need the optimizers that they wrap.
    _optimizer("LossScaleOptimizer", keras3=False, tf_keras=False),
    _optimizer("MultiOptimizer", keras3=False, tf_keras=False),
    _optimizer("OptimizerMap", keras3=False, tf_keras=False),
    _optimizer("Muon", tf_keras=False),
    _optimizer("Nadam"),
    _optimizer("RMSprop"),
    _optimizer("SGD"),
    _optimizer("ScheduleFreeAdamW", tf_keras=False),
)

OPTIMIZERS: Final[Mapping[str, OptimizerFact]] = MappingProxyType({row.name: row for row in _ROWS})
_BY_STRING: Final = {text: row for row in _ROWS for text in row.strings}

# Common words for an optimizer that Keras calls otherwise.
_MISNOMERS: Final[Mapping[str, str]] = MappingProxyType({"gradient_descent": "sgd"})
_SPELLINGS: Final = {
    **{fold(text): name for text, name in _MISNOMERS.items()},
    **{fold(text): text for text in sorted(_BY_STRING)},
}

# Optimizers of tf.train and tf.compat.v1.train, and the Keras class that does the same.
TF1_OPTIMIZERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "AdadeltaOptimizer": "Adadelta",
        "AdagradOptimizer": "Adagrad",
        "AdamOptimizer": "Adam",
        "FtrlOptimizer": "Ftrl",
        "GradientDescentOptimizer": "SGD",
        "MomentumOptimizer": "SGD",
        "RMSPropOptimizer": "RMSprop",
    }
)

# Names in ``keras.optimizers`` under which Keras up to 2.3 had its classes a second time.
OLD_CLASS_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {name.lower(): name for name in ("Adadelta", "Adagrad", "Adam", "Adamax", "Nadam", "RMSprop", "SGD")}
)

# Arguments of optimizer classes. tf_keras logs a line about ``lr`` and trains at the default rate;
# Keras 3 warns about ``decay`` and trains without it.
REMOVED_ARGUMENTS: Final[Mapping[str, RemovedArgument]] = MappingProxyType(
    {
        row.name: row
        for row in (
            RemovedArgument("lr", "learning_rate", Effect.RAISES, Effect.IGNORED),
            RemovedArgument("decay", None, Effect.IGNORED, Effect.RAISES),
            RemovedArgument("schedule_decay", None, Effect.RAISES, Effect.RAISES),
            RemovedArgument("is_legacy_optimizer", None, Effect.RAISES, Effect.IGNORED),
        )
    }
)

# ``keras.optimizers.legacy.*``: constructing one raises ImportError in Keras 3, works in tf_keras,
# and takes ``lr`` and ``decay`` there.
LEGACY_OPTIMIZERS: Final = RemovedArgument("optimizers.legacy", "optimizers", Effect.RAISES, Effect.ACCEPTED)

# Arguments of ``compile``. tf_keras still lets these pass and, save for the renamed one, uses none.
REMOVED_COMPILE_ARGUMENTS: Final[Mapping[str, RemovedArgument]] = MappingProxyType(
    {
        row.name: row
        for row in (
            RemovedArgument("sample_weight_mode", None, Effect.RAISES, Effect.IGNORED),
            RemovedArgument("target_tensors", None, Effect.RAISES, Effect.RAISES),
            # tf_keras swallows the next two without any effect on training.
            RemovedArgument("cloning", None, Effect.RAISES, Effect.ACCEPTED),
            RemovedArgument("distribute", None, Effect.RAISES, Effect.RAISES),
            RemovedArgument("experimental_run_tf_function", None, Effect.RAISES, Effect.ACCEPTED),
            RemovedArgument(
                "experimental_steps_per_execution", "steps_per_execution", Effect.RAISES, Effect.ACCEPTED
            ),
            RemovedArgument("class_mode", None, Effect.RAISES, Effect.RAISES),
            RemovedArgument("theano_mode", None, Effect.RAISES, Effect.RAISES),
        )
    }
)


def find_optimizer(name: str) -> OptimizerFact | None:
    """Return the row of a class name such as ``Adam``."""
    return OPTIMIZERS.get(name)


def optimizer_by_string(text: str) -> OptimizerFact | None:
    """Return the optimizer that either flavour makes of a string, in any case."""
    return _BY_STRING.get(text.lower())


def accepted_by(text: str) -> frozenset[str]:
    """Return the Keras flavours that take ``text`` as an optimizer string."""
    row = _BY_STRING.get(text.lower())
    if row is None:
        return frozenset()
    flavours = ((KERAS3, row.keras3_strings), (TF_KERAS, row.tf_keras_strings))
    return frozenset(flavour for flavour, strings in flavours if text.lower() in strings)


def close_optimizer_names(text: str) -> tuple[str, ...]:
    """Return the accepted string that a rejected one clearly means, or nothing."""
    return closest(text, _SPELLINGS)
