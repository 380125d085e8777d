"""Activation functions: what their outputs mean and in which range they lie.

Strings are those that ``keras.activations.get`` of keras 3.15.1 and of tf_keras 2.21.0 accept.
Ranges follow from the functions' definitions; a bound such as the minimum of gelu is rounded outwards.
Rows without strings are functions of ``tf.nn`` or layers whose function has no name of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from math import inf
from types import MappingProxyType
from typing import Final

from compile_lint.knowledge.closeness import closest, fold
from compile_lint.knowledge.flavours import KERAS3, TF_KERAS
from compile_lint.records import dataclass


class Meaning(Enum):
    """What the numbers that an activation yields say about classes."""

    PROBABILITIES = "probabilities"  # sum to one along an axis: softmax
    INDEPENDENT_PROBABILITIES = "independent_probabilities"  # one each, as sigmoid yields
    UNIT_INTERVAL = "unit_interval"  # within [0, 1], but neither softmax nor sigmoid of anything
    LOG_PROBABILITIES = "log_probabilities"
    LOGITS = "logits"  # any number, as a layer without activation yields
    NON_NEGATIVE = "non_negative"
    LIMITED = "limited"  # bounded on both sides: tanh
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Activation:
    """One activation function.

    ``low`` and ``high`` bound its outputs. ``aliases`` are other names of the function in Keras, in
    ``tf.nn`` or in ``keras.ops``, whether or not a string of that name is accepted.
    """

    name: str
    low: float
    high: float
    purpose: Meaning
    aliases: frozenset[str] = frozenset()
    keras3_strings: frozenset[str] = frozenset()
    tf_keras_strings: frozenset[str] = frozenset()
    is_rectified: bool = False  # cuts everything below a threshold to zero
    is_elementwise: bool = True
    keeps_size: bool = True  # the last axis of the output is as long as that of the input

    @property
    def meaning(self) -> str:
        """The word that ``inspect`` prints."""
        return self.purpose.value

    @property
    def keras3(self) -> bool:
        """Whether Keras 3 accepts the canonical name as a string."""
        return self.name in self.keras3_strings

    @property
    def tf_keras(self) -> bool:
        """Whether tf_keras accepts the canonical name as a string."""
        return self.name in self.tf_keras_strings

    @property
    def is_probability(self) -> bool:
        """Whether the outputs are probabilities as a cross-entropy expects them: softmax or sigmoid."""
        return self.purpose in (Meaning.PROBABILITIES, Meaning.INDEPENDENT_PROBABILITIES)

    @property
    def is_limited(self) -> bool:
        """Whether the outputs are bounded on both sides."""
        return self.low > -inf and self.high < inf

    @property
    def is_identity(self) -> bool:
        """Whether the values are left as they are."""
        return self.name == "linear"


def _row(
    name: str,
    low: float,
    high: float,
    purpose: Meaning,
    *,
    in_keras3: bool = True,
    in_tf_keras: bool = True,
    alias_strings: str = "",
    capitalised: str = "",
    aliases: str = "",
    is_rectified: bool = False,
    is_elementwise: bool = True,
    keeps_size: bool = True,
) -> Activation:
    """Make a row; ``alias_strings`` are accepted wherever the name is, ``capitalised`` by tf_keras only."""
    strings = frozenset([name, *alias_strings.split()])
    return Activation(
        name=name,
        low=low,
        high=high,
        purpose=purpose,
        aliases=frozenset([*alias_strings.split(), *capitalised.split(), *aliases.split()]),
        keras3_strings=strings if in_keras3 else frozenset(),
        tf_keras_strings=(strings if in_tf_keras else frozenset()) | frozenset(capitalised.split()),
        is_rectified=is_rectified,
        is_elementwise=is_elementwise,
        keeps_size=keeps_size,
    )


LINEAR: Final = _row("linear", -inf, inf, Meaning.LOGITS)
SOFTMAX: Final = _row(
    "softmax",
    0.0,
    1.0,
    Meaning.PROBABILITIES,
    capitalised="Softmax",
    aliases="softmax_v2",
    is_elementwise=False,
)
SIGMOID: Final = _row("sigmoid", 0.0, 1.0, Meaning.INDEPENDENT_PROBABILITIES, aliases="expit")

# tf_keras also takes the names of its activation layers as strings; Keras 3 rejects them.
_ROWS: Final = (
    LINEAR,
    SOFTMAX,
    SIGMOID,
    _row("celu", -1.0, inf, Meaning.OTHER, in_tf_keras=False),
    _row(
        "crelu",
        0.0,
        inf,
        Meaning.NON_NEGATIVE,
        in_keras3=False,
        in_tf_keras=False,
        is_rectified=True,
        is_elementwise=False,
        keeps_size=False,
    ),
    _row("elu", -1.0, inf, Meaning.OTHER, capitalised="ELU"),
    _row("exponential", 0.0, inf, Meaning.NON_NEGATIVE, aliases="exp"),
    _row("gelu", -0.171, inf, Meaning.OTHER),
    _row("glu", -inf, inf, Meaning.OTHER, in_tf_keras=False, is_elementwise=False, keeps_size=False),
    _row("hard_shrink", -inf, inf, Meaning.OTHER, in_tf_keras=False),
    _row("hard_sigmoid", 0.0, 1.0, Meaning.UNIT_INTERVAL),
    _row("hard_silu", -0.375, inf, Meaning.OTHER, in_tf_keras=False, alias_strings="hard_swish"),
    _row("hard_tanh", -1.0, 1.0, Meaning.LIMITED, in_tf_keras=False),
    _row("leaky_relu", -inf, inf, Meaning.OTHER, capitalised="LeakyReLU"),
    _row("log_sigmoid", -inf, 0.0, Meaning.LOG_PROBABILITIES, in_tf_keras=False),
    _row("log_softmax", -inf, 0.0, Meaning.LOG_PROBABILITIES, aliases="log_softmax_v2", is_elementwise=False),
    _row("mish", -0.309, inf, Meaning.OTHER),
    _row("prelu", -inf, inf, Meaning.OTHER, in_keras3=False, in_tf_keras=False, capitalised="PReLU"),
    _row("relu", 0.0, inf, Meaning.NON_NEGATIVE, capitalised="ReLU", is_rectified=True),
    _row("relu6", 0.0, 6.0, Meaning.NON_NEGATIVE, is_rectified=True),
    _row("selu", -1.759, inf, Meaning.OTHER),
    _row("silu", -0.279, inf, Meaning.OTHER, alias_strings="swish"),
    _row("soft_shrink", -inf, inf, Meaning.OTHER, in_tf_keras=False),
    _row("softplus", 0.0, inf, Meaning.NON_NEGATIVE),
    _row("softsign", -1.0, 1.0, Meaning.LIMITED),
    _row("sparse_plus", 0.0, inf, Meaning.NON_NEGATIVE, in_tf_keras=False),
    _row("sparse_sigmoid", 0.0, 1.0, Meaning.UNIT_INTERVAL, in_tf_keras=False),
    _row("sparsemax", 0.0, 1.0, Meaning.UNIT_INTERVAL, in_tf_keras=False, is_elementwise=False),
    _row("squareplus", 0.0, inf, Meaning.NON_NEGATIVE, in_tf_keras=False),
    _row("tanh", -1.0, 1.0, Meaning.LIMITED),
    _row("tanh_shrink", -inf, inf, Meaning.OTHER, in_tf_keras=False),
    _row("threshold", -inf, inf, Meaning.OTHER, in_tf_keras=False),
    _row(
        "thresholded_relu",
        0.0,
        inf,
        Meaning.NON_NEGATIVE,
        in_keras3=False,
        in_tf_keras=False,
        is_rectified=True,
    ),
)

ACTIVATIONS: Final[Mapping[str, Activation]] = MappingProxyType({row.name: row for row in _ROWS})
_BY_ANY_NAME: Final = {spelling: row for row in _ROWS for spelling in (row.name, *sorted(row.aliases))}
# Common words for an activation that Keras calls otherwise.
_MISNOMERS: Final[Mapping[str, str]] = MappingProxyType({"lrelu": "leaky_relu", "logistic": "sigmoid"})
_SPELLINGS: Final = {fold(text): name for text, name in _MISNOMERS.items()} | {
    fold(spelling): row.name
    for row in _ROWS
    for spelling in (row.name, *sorted(row.aliases))
    if row.keras3_strings
}


def find_activation(name: str) -> Activation | None:
    """Return the row of a string or of a function's plain name; case matters.

    A function of that name exists; whether the *string* is accepted is what ``accepted_by`` tells.
    """
    return _BY_ANY_NAME.get(name)


def accepted_by(text: str) -> frozenset[str]:
    """Return the Keras flavours that take ``text`` as an activation string."""
    row = _BY_ANY_NAME.get(text)
    if row is None:
        return frozenset()
    flavours = ((KERAS3, row.keras3_strings), (TF_KERAS, row.tf_keras_strings))
    return frozenset(flavour for flavour, strings in flavours if text in strings)


def close_activation_names(text: str) -> tuple[str, ...]:
    """Return the accepted name that a rejected string clearly means, or nothing."""
    return closest(text, _SPELLINGS)
