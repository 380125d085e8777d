"""Loss functions: families, accepted strings and parameters.

Strings are those that ``compile(loss=...)`` takes. They were read from the tables of keras 3.15.1 and
tf_keras 2.21.0 and confirmed by trying about 650 spellings in each; case matters, save for Keras 3's
``crossentropy`` and ``ce``, which are compared in lower case.
tf_keras also takes the strings ``get``, ``serialize``, ``deserialize`` and both take the abstract
``Loss``; none of them can train, so they have no row here.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from math import inf
from types import MappingProxyType
from typing import Final

from compile_lint.knowledge.closeness import closest, fold
from compile_lint.knowledge.flavours import KERAS3, TF_KERAS
from compile_lint.knowledge.signatures import Parameters, parameters_of
from compile_lint.records import dataclass


class Family(Enum):
    """What kind of labels and outputs a loss compares."""

    BINARY_CROSSENTROPY = "binary_crossentropy"
    CATEGORICAL_CROSSENTROPY = "categorical_crossentropy"
    SPARSE_CROSSENTROPY = "sparse_crossentropy"
    CROSSENTROPY_BY_SHAPE = "crossentropy_by_shape"  # Keras 3 chooses one of the three above
    KL_DIVERGENCE = "kl_divergence"
    REGRESSION = "regression"
    HINGE = "hinge"
    CATEGORICAL_HINGE = "categorical_hinge"
    POISSON = "poisson"
    COSINE = "cosine"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class LossFact:
    """One loss of Keras.

    ``class_name`` is ``None`` for a loss that exists as a string only. ``functions`` are the names it
    has as a function in ``keras.losses``, ``keras.metrics`` or their old homes. ``aliases`` are all
    strings and function names that mean this loss, its canonical name included.
    """

    name: str
    class_name: str | None
    family: Family
    functions: frozenset[str]
    keras3_strings: frozenset[str] = frozenset()
    tf_keras_strings: frozenset[str] = frozenset()
    is_focal: bool = False
    has_from_logits: bool = False
    compares_elementwise: bool = True  # labels must have the output's shape
    lowest: float = -inf  # numbers below count as this one
    is_declared: bool = False  # no loss of Keras: settings, or the table of an extension, say what it does

    @property
    def aliases(self) -> frozenset[str]:
        return self.functions | self.keras3_strings | self.tf_keras_strings | {self.name}

    @property
    def keras3_parameters(self) -> Parameters | None:
        """Constructor parameters in Keras 3, ``None`` if it has no such class."""
        return parameters_of(KERAS3, f"losses.{self.class_name}")

    @property
    def tf_keras_parameters(self) -> Parameters | None:
        """Constructor parameters in tf_keras, ``None`` if it has no such class."""
        return parameters_of(TF_KERAS, f"losses.{self.class_name}")

    @property
    def keras3_function_parameters(self) -> Parameters | None:
        """Parameters of the function form in Keras 3: ``y_true``, ``y_pred``, then the options."""
        return parameters_of(KERAS3, f"losses.{self.name}")

    @property
    def tf_keras_function_parameters(self) -> Parameters | None:
        """Parameters of the function form in tf_keras: ``y_true``, ``y_pred``, then the options."""
        return parameters_of(TF_KERAS, f"losses.{self.name}")


def _loss(
    class_name: str,
    family: Family,
    name: str,
    *,
    aliases: str = "",
    only_tf_keras: str = "",
    old_functions: str = "",
    in_tf_keras: bool = True,
    is_string: bool = True,
    is_focal: bool = False,
    has_from_logits: bool = False,
    compares_elementwise: bool = True,
    lowest: float = -inf,
) -> LossFact:
    """Make a row; ``aliases`` are accepted by both flavours, ``only_tf_keras`` by one of them."""
    strings = frozenset([name, class_name, *aliases.split()] if is_string else [])
    return LossFact(
        name=name,
        class_name=class_name,
        family=family,
        functions=frozenset([name, *aliases.split(), *only_tf_keras.split(), *old_functions.split()]),
        keras3_strings=strings,
        tf_keras_strings=strings | frozenset(only_tf_keras.split()) if in_tf_keras else frozenset(),
        is_focal=is_focal,
        has_from_logits=has_from_logits,
        compares_elementwise=compares_elementwise,
        lowest=lowest,
    )


_ROWS: Final = (
    _loss(
        "BinaryCrossentropy",
        Family.BINARY_CROSSENTROPY,
        "binary_crossentropy",
        aliases="bce BCE",
        has_from_logits=True,
    ),
    _loss(
        "BinaryFocalCrossentropy",
        Family.BINARY_CROSSENTROPY,
        "binary_focal_crossentropy",
        is_focal=True,
        has_from_logits=True,
    ),
    _loss(
        "CategoricalCrossentropy",
        Family.CATEGORICAL_CROSSENTROPY,
        "categorical_crossentropy",
        has_from_logits=True,
    ),
    _loss(
        "CategoricalFocalCrossentropy",
        Family.CATEGORICAL_CROSSENTROPY,
        "categorical_focal_crossentropy",
        is_focal=True,
        has_from_logits=True,
    ),
    # Keras 3.15 exports the class but does not list it among the strings.
    _loss(
        "CategoricalGeneralizedCrossEntropy",
        Family.OTHER,
        "categorical_generalized_cross_entropy",
        in_tf_keras=False,
        is_string=False,
        compares_elementwise=False,
    ),
    _loss(
        "SparseCategoricalCrossentropy",
        Family.SPARSE_CROSSENTROPY,
        "sparse_categorical_crossentropy",
        has_from_logits=True,
        compares_elementwise=False,
    ),
    # A string of Keras 3 alone, resolved by the shapes of labels and output.
    LossFact(
        "crossentropy",
        None,
        Family.CROSSENTROPY_BY_SHAPE,
        frozenset(),
        keras3_strings=frozenset(["crossentropy", "ce"]),
        compares_elementwise=False,
    ),
    _loss(
        "KLDivergence",
        Family.KL_DIVERGENCE,
        "kl_divergence",
        aliases="kld KLD",
        only_tf_keras="kullback_leibler_divergence",
    ),
    _loss("MeanSquaredError", Family.REGRESSION, "mean_squared_error", aliases="mse MSE"),
    _loss("MeanAbsoluteError", Family.REGRESSION, "mean_absolute_error", aliases="mae MAE"),
    _loss(
        "MeanAbsolutePercentageError",
        Family.REGRESSION,
        "mean_absolute_percentage_error",
        aliases="mape MAPE",
    ),
    # Both Keras raise labels and outputs to 0 before they take logarithms.
    _loss(
        "MeanSquaredLogarithmicError",
        Family.REGRESSION,
        "mean_squared_logarithmic_error",
        aliases="msle MSLE",
        lowest=0,
    ),
    _loss("Huber", Family.REGRESSION, "huber", only_tf_keras="huber_loss"),
    _loss("LogCosh", Family.REGRESSION, "log_cosh", only_tf_keras="logcosh"),
    _loss("Hinge", Family.HINGE, "hinge"),
    _loss("SquaredHinge", Family.HINGE, "squared_hinge"),
    _loss("CategoricalHinge", Family.CATEGORICAL_HINGE, "categorical_hinge"),
    _loss("Poisson", Family.POISSON, "poisson"),
    # The name of Keras 2.2 and older; no string of it is accepted now.
    _loss("CosineSimilarity", Family.COSINE, "cosine_similarity", old_functions="cosine_proximity cosine"),
    _loss("CTC", Family.OTHER, "ctc", in_tf_keras=False, compares_elementwise=False),
    _loss("Circle", Family.OTHER, "circle", in_tf_keras=False, compares_elementwise=False),
    _loss("Dice", Family.OTHER, "dice", in_tf_keras=False),
    _loss("Tversky", Family.OTHER, "tversky", in_tf_keras=False),
)

# What people write who know the loss by another name, and the one loss that they mean.
_MISNOMERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "sparse_crossentropy": "sparse_categorical_crossentropy",
        "kl_div": "kl_divergence",
    }
)

LOSSES: Final[Mapping[str, LossFact]] = MappingProxyType({row.name: row for row in _ROWS})
_BY_STRING: Final = {text: row for row in _ROWS for text in row.keras3_strings | row.tf_keras_strings}
_BY_CLASS: Final = {row.class_name: row for row in _ROWS if row.class_name}
_BY_FUNCTION: Final = {function: row for row in _ROWS for function in row.functions}
_SPELLINGS: Final = {
    **{fold(text): name for text, name in _MISNOMERS.items()},
    **{
        fold(text): row.name
        for row in _ROWS
        if row.class_name and row.keras3_strings
        for text in sorted(row.aliases)
    },
}


# Of TensorFlow Addons: the loss runs the cross-entropy of tf_keras's backend. With its default of from_logits
# a linear head learnt .71 to .91 where .99 is right (its formula on tf_keras 2.21, 3 seeds).
_SIGMOID_FOCAL: Final = LossFact(
    "sigmoid_focal_crossentropy",
    None,
    Family.BINARY_CROSSENTROPY,
    frozenset(),
    is_focal=True,
    has_from_logits=True,
    is_declared=True,
)
LOSSES_OF_EXTENSIONS: Final[Mapping[str, LossFact]] = MappingProxyType(
    {
        f"tensorflow_addons.losses.{name}": _SIGMOID_FOCAL
        for name in ("SigmoidFocalCrossEntropy", "sigmoid_focal_crossentropy")
    }
)
# Where the options stand in the constructors of these.
POSITIONS_IN_EXTENSIONS: Final = MappingProxyType({"from_logits": 0, "alpha": 1, "gamma": 2})


def _as_looked_up(text: str) -> str:
    """Return the string as Keras looks it up: those resolved by shape are compared in lower case."""
    lowered = text.lower()
    return lowered if lowered in ("crossentropy", "ce") else text


def loss_by_string(text: str) -> LossFact | None:
    """Return the loss that either flavour makes of a string."""
    return _BY_STRING.get(_as_looked_up(text))


def accepted_by(text: str) -> frozenset[str]:
    """Return the Keras flavours that take ``text`` as a loss string."""
    looked_up = _as_looked_up(text)
    row = _BY_STRING.get(looked_up)
    if row is None:
        return frozenset()
    flavours = ((KERAS3, row.keras3_strings), (TF_KERAS, row.tf_keras_strings))
    return frozenset(flavour for flavour, strings in flavours if looked_up in strings)


def loss_by_class(name: str) -> LossFact | None:
    """Return the loss of a class name such as ``BinaryCrossentropy``."""
    return _BY_CLASS.get(name)


def loss_by_function(name: str) -> LossFact | None:
    """Return the loss of a function name in ``keras.losses``, old names included."""
    return _BY_FUNCTION.get(name)


def close_loss_names(text: str) -> tuple[str, ...]:
    """Return the accepted name that a rejected string clearly means, or nothing."""
    return closest(text, _SPELLINGS)
