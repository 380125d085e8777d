"""Layers: what each does to the values between the last weights and the loss.

Names, parameters and default activations are those of keras 3.15.1 and tf_keras 2.21.0; rows that
neither exports any more are names of Keras 1 and 2.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final

from compile_lint.knowledge.flavours import KERAS3, TF_KERAS
from compile_lint.knowledge.signatures import Parameters, parameters_of, takes_any_keyword
from compile_lint.records import dataclass


class LayerRole(Enum):
    """What a layer does to its input."""

    WEIGHTS = "weights"  # makes new values with weights: Dense, Conv2D, LSTM, Embedding
    ACTIVATION = "activation"  # applies an activation function and nothing else
    DROPOUT = "dropout"  # zeroes or disturbs values while training
    NORMALIZATION = "normalization"  # rescales values by statistics
    PASSTHROUGH = "passthrough"  # the same values, perhaps in another shape
    MERGE = "merge"  # makes one tensor of several
    POOLING = "pooling"
    WRAPPER = "wrapper"  # applies another layer
    INPUT = "input"
    PREPROCESSING = "preprocessing"  # prepares features; never the head of a model
    CUSTOM_CODE = "custom_code"  # runs code of the project or of another framework
    OTHER = "other"


# Roles of layers without weights that training changes, and what is otherwise than its role says. So each
# layer of keras 3.15.1 is that takes data of a plain shape and no arguments but sizes.
_UNTRAINED_ROLES: Final = frozenset(
    {
        LayerRole.ACTIVATION,
        LayerRole.DROPOUT,
        LayerRole.INPUT,
        LayerRole.MERGE,
        LayerRole.PASSTHROUGH,
        LayerRole.POOLING,
        LayerRole.PREPROCESSING,
    }
)
# A pipeline may hold any layers.
_TRAINED_ALL_THE_SAME: Final = frozenset({"MelSpectrogram", "PReLU", "Pipeline", "STFTSpectrogram"})
_UNTRAINED_ALL_THE_SAME: Final = frozenset(
    {"UnitNormalization", "ZeroPadding1D", "ZeroPadding2D", "ZeroPadding3D"}
)

# Last words of the names by which layers without such weights go: those that Keras makes of their classes,
# and those in the networks of keras.applications of 3.15.1, where none of them names a layer with weights.
_UNTRAINED_WORDS: Final = frozenset(
    "ac act activation add average concat concatenate cropping drop dropout elu excite flatten gap gelu "
    "input lu maximum minimum mixed mul multiply noise pad padding permute pool pooling relu rescaling "
    "reshape resizing sampling squeeze subtract".split()
)
_COUNTED: Final = re.compile(r"(_\d+)+$")
_DIMENSIONS: Final = re.compile(r"\d+[dD]?$")


@dataclass(frozen=True, slots=True)
class LayerFact:
    """One layer class, or one of the lower-case merge functions.

    ``units_parameter`` names the argument that gives the size of the output's last axis (with
    ``channels_last`` data). ``default_activation`` is the canonical name of what the ``activation``
    argument means when it is left out, ``None`` where the layer takes no such argument.
    ``activation_function`` is the function that a layer of role ``ACTIVATION`` applies, ``None`` for
    ``Activation`` itself. ``keeps_last_axis`` tells whether the output's last axis is as long as the
    input's (of each input's, for a merge).
    """

    name: str
    role: LayerRole
    units_parameter: str | None = None
    default_activation: str | None = None
    activation_function: str | None = None
    keeps_last_axis: bool = False
    is_recurrent: bool = False
    is_function: bool = False
    aliases: frozenset[str] = frozenset()

    @property
    def has_activation(self) -> bool:
        """Whether the layer takes an ``activation`` argument."""
        return self.default_activation is not None or self.name == "Activation"

    @property
    def keras3_parameters(self) -> Parameters | None:
        """Constructor parameters in Keras 3, ``None`` if it has no such layer."""
        return parameters_of(KERAS3, f"layers.{self.name}")

    @property
    def tf_keras_parameters(self) -> Parameters | None:
        """Constructor parameters in tf_keras, ``None`` if it has no such layer."""
        return parameters_of(TF_KERAS, f"layers.{self.name}")

    @property
    def may_be_trained(self) -> bool:
        """Whether the layer may have weights that training changes."""
        return self.name in _TRAINED_ALL_THE_SAME or not (
            self.role in _UNTRAINED_ROLES or self.name in _UNTRAINED_ALL_THE_SAME
        )

    @property
    def takes_any_keyword(self) -> bool:
        """Whether either flavour's constructor hands unknown keywords on to ``Layer``."""
        return any(takes_any_keyword(flavour, f"layers.{self.name}") for flavour in (KERAS3, TF_KERAS))


def _weights(
    name: str,
    units_parameter: str | None,
    activation: str | None = None,
    aliases: str = "",
    *,
    is_recurrent: bool = False,
    keeps_last_axis: bool = False,
) -> LayerFact:
    """Make a row of a layer with weights of its own."""
    return LayerFact(
        name,
        LayerRole.WEIGHTS,
        units_parameter=units_parameter,
        default_activation=activation,
        is_recurrent=is_recurrent,
        keeps_last_axis=keeps_last_axis,
        aliases=frozenset(aliases.split()),
    )


_WEIGHTS: Final = (
    _weights("Dense", "units", "linear", "TimeDistributedDense"),
    _weights("EinsumDense", None, "linear"),
    _weights("Embedding", "output_dim"),
    _weights("ReversibleEmbedding", "output_dim"),
    _weights("Conv1D", "filters", "linear", "Convolution1D AtrousConvolution1D AtrousConv1D"),
    _weights("Conv2D", "filters", "linear", "Convolution2D AtrousConvolution2D AtrousConv2D"),
    _weights("Conv3D", "filters", "linear", "Convolution3D"),
    _weights("Conv1DTranspose", "filters", "linear", "Convolution1DTranspose"),
    _weights("Conv2DTranspose", "filters", "linear", "Convolution2DTranspose Deconvolution2D Deconv2D"),
    _weights("Conv3DTranspose", "filters", "linear", "Convolution3DTranspose Deconvolution3D Deconv3D"),
    _weights("SeparableConv1D", "filters", "linear", "SeparableConvolution1D"),
    _weights("SeparableConv2D", "filters", "linear", "SeparableConvolution2D"),
    # As many channels as go in, times depth_multiplier.
    _weights("DepthwiseConv1D", None, "linear"),
    _weights("DepthwiseConv2D", None, "linear", "DepthwiseConvolution2D"),
    _weights("LocallyConnected1D", "filters", "linear"),
    _weights("LocallyConnected2D", "filters", "linear"),
    _weights("LSTM", "units", "tanh", "CuDNNLSTM", is_recurrent=True),
    _weights("GRU", "units", "tanh", "CuDNNGRU", is_recurrent=True),
    _weights("SimpleRNN", "units", "tanh", is_recurrent=True),
    _weights("LSTMCell", "units", "tanh"),
    _weights("GRUCell", "units", "tanh"),
    _weights("SimpleRNNCell", "units", "tanh"),
    _weights("ConvLSTM1D", "filters", "tanh", is_recurrent=True),
    _weights("ConvLSTM2D", "filters", "tanh", is_recurrent=True),
    _weights("ConvLSTM3D", "filters", "tanh", is_recurrent=True),
    _weights("MultiHeadAttention", None, keeps_last_axis=True),
    _weights("GroupQueryAttention", None, keeps_last_axis=True, aliases="GroupedQueryAttention"),
    # Keras 1; gone since 2.0.
    _weights("MaxoutDense", "output_dim"),
    _weights("Highway", None, "linear", keeps_last_axis=True),
)


def _activation(name: str, function: str | None) -> LayerFact:
    """Make a row of a layer that only applies an activation function."""
    return LayerFact(name, LayerRole.ACTIVATION, activation_function=function, keeps_last_axis=True)


_ACTIVATIONS: Final = (
    _activation("Activation", None),
    _activation("ELU", "elu"),
    _activation("LeakyReLU", "leaky_relu"),
    _activation("PReLU", "prelu"),
    _activation("ReLU", "relu"),
    _activation("Softmax", "softmax"),
    _activation("ThresholdedReLU", "thresholded_relu"),
)


def _rows(role: LayerRole, names: str, *, keeps_last_axis: bool = False) -> tuple[LayerFact, ...]:
    """Make rows of one role that differ in their names only."""
    return tuple(LayerFact(name, role, keeps_last_axis=keeps_last_axis) for name in names.split())


_SHAPED: Final = (
    *_rows(
        LayerRole.DROPOUT,
        "Dropout SpatialDropout1D SpatialDropout2D SpatialDropout3D AlphaDropout GaussianDropout "
        "GaussianNoise",
        keeps_last_axis=True,
    ),
    *_rows(
        LayerRole.NORMALIZATION,
        "BatchNormalization LayerNormalization GroupNormalization RMSNormalization UnitNormalization",
        keeps_last_axis=True,
    ),
    *_rows(
        LayerRole.PASSTHROUGH,
        "Identity Masking ActivityRegularization RepeatVector Cropping1D Cropping2D Cropping3D "
        "UpSampling1D UpSampling2D UpSampling3D Resizing",
        keeps_last_axis=True,
    ),
    *_rows(LayerRole.PASSTHROUGH, "Flatten Reshape Permute"),
    # Adds zeros, so what comes out is not only what went in.
    *_rows(LayerRole.OTHER, "ZeroPadding1D ZeroPadding2D ZeroPadding3D", keeps_last_axis=True),
    *_rows(LayerRole.INPUT, "Input InputLayer"),
    *_rows(
        LayerRole.WRAPPER,
        "TimeDistributed Bidirectional Wrapper SpectralNormalization RNN StackedRNNCells",
    ),
    *_rows(
        LayerRole.CUSTOM_CODE,
        "Lambda FlaxLayer JaxLayer TFSMLayer TorchModuleWrapper Layer AbstractRNNCell",
    ),
    *_rows(LayerRole.OTHER, "Attention AdditiveAttention DenseFeatures"),
)


def _pooling(name: str, alias: str = "") -> LayerFact:
    return LayerFact(name, LayerRole.POOLING, keeps_last_axis=True, aliases=frozenset(alias.split()))


_POOLING: Final = tuple(
    row
    for dimensions in ("1D", "2D", "3D")
    for row in (
        _pooling(f"MaxPooling{dimensions}", f"MaxPool{dimensions}"),
        _pooling(f"AveragePooling{dimensions}", f"AvgPool{dimensions}"),
        _pooling(f"GlobalMaxPooling{dimensions}", f"GlobalMaxPool{dimensions}"),
        _pooling(f"GlobalAveragePooling{dimensions}", f"GlobalAvgPool{dimensions}"),
        _pooling(f"AdaptiveMaxPooling{dimensions}"),
        _pooling(f"AdaptiveAveragePooling{dimensions}"),
    )
)


def _merge(name: str, *, keeps_last_axis: bool) -> tuple[LayerFact, LayerFact]:
    """Make the rows of a merge layer and of the function named like it in lower case."""
    layer = LayerFact(name, LayerRole.MERGE, keeps_last_axis=keeps_last_axis)
    function = LayerFact(name.lower(), LayerRole.MERGE, keeps_last_axis=keeps_last_axis, is_function=True)
    return layer, function


_MERGES: Final = (
    *_merge("Add", keeps_last_axis=True),
    *_merge("Subtract", keeps_last_axis=True),
    *_merge("Multiply", keeps_last_axis=True),
    *_merge("Average", keeps_last_axis=True),
    *_merge("Maximum", keeps_last_axis=True),
    *_merge("Minimum", keeps_last_axis=True),
    *_merge("Concatenate", keeps_last_axis=False),
    *_merge("Dot", keeps_last_axis=False),
    # Keras 1: one layer, and one function, with a mode argument.
    *_merge("Merge", keeps_last_axis=False),
)

_PREPROCESSING: Final = (
    *_rows(
        LayerRole.PREPROCESSING,
        "AugMix AutoContrast CenterCrop ContrastLimitedAdaptiveHistogramEqualization CutMix Equalization "
        "MaxNumBoundingBoxes MixUp Normalization Pipeline RandAugment RandomBrightness "
        "RandomColorDegeneration RandomColorJitter RandomContrast RandomCrop RandomElasticTransform "
        "RandomErasing RandomFlip RandomGaussianBlur RandomGrayscale RandomHeight RandomHue RandomInvert "
        "RandomPerspective "
        "RandomPosterization RandomRotation RandomSaturation RandomSharpness RandomShear RandomTranslation "
        "RandomWidth RandomZoom Rescaling Solarization",
        keeps_last_axis=True,
    ),
    *_rows(
        LayerRole.PREPROCESSING,
        "CategoryEncoding Discretization HashedCrossing Hashing IntegerLookup MelSpectrogram STFTSpectrogram "
        "StringLookup TextVectorization",
    ),
)

_ALL: Final = (*_WEIGHTS, *_ACTIVATIONS, *_SHAPED, *_POOLING, *_MERGES, *_PREPROCESSING)

# Layers of other libraries that give what the layer gives which they wrap: `layers/wrappers.py` and
# `layers/spectral_normalization.py` of tensorflow_addons 0.23.
FOREIGN_WRAPPERS: Final = frozenset(
    f"tensorflow_addons.layers.{name}" for name in ("SpectralNormalization", "WeightNormalization")
)

LAYERS: Final[Mapping[str, LayerFact]] = MappingProxyType({row.name: row for row in _ALL})
_BY_ANY_NAME: Final = {name: row for row in _ALL for name in (row.name, *sorted(row.aliases))}

# Keywords that every layer takes beside its own parameters, those of tf_keras and Keras 1 included.
LAYER_KEYWORDS: Final = frozenset(
    [
        "activity_regularizer",
        "autocast",
        "batch_input_shape",
        "batch_size",
        "dtype",
        "dynamic",
        "implementation",
        "input_dim",
        "input_dtype",
        "input_length",
        "input_shape",
        "name",
        "trainable",
        "weights",
    ]
)

_OLD_WEIGHTS: Final = {
    "W_constraint": "kernel_constraint",
    "W_regularizer": "kernel_regularizer",
    "b_constraint": "bias_constraint",
    "b_regularizer": "bias_regularizer",
    "bias": "use_bias",
    "init": "kernel_initializer",
}
_OLD_CONVOLUTION: Final = {
    **_OLD_WEIGHTS,
    "border_mode": "padding",
    "dim_ordering": "data_format",
    "filter_length": "kernel_size",
    "nb_filter": "filters",
    "subsample": "strides",
    "subsample_length": "strides",
}
_OLD_RECURRENT: Final = {
    **_OLD_WEIGHTS,
    "U_regularizer": "recurrent_regularizer",
    "dropout_U": "recurrent_dropout",
    "dropout_W": "dropout",
    "inner_activation": "recurrent_activation",
    "inner_init": "recurrent_initializer",
    "output_dim": "units",
}

_CONVOLUTIONS: Final = (
    "Conv1D Conv2D Conv3D Conv2DTranspose Conv3DTranspose SeparableConv2D LocallyConnected1D "
    "LocallyConnected2D ConvLSTM2D"
).split()

# Keras 1 spellings of arguments (and Keras 2's ``alpha``), by layer; newer Keras raises on most.
_OLD_ARGUMENTS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "Dense": {**_OLD_WEIGHTS, "output_dim": "units"},
        "Embedding": {
            "W_constraint": "embeddings_constraint",
            "W_regularizer": "embeddings_regularizer",
            "init": "embeddings_initializer",
        },
        **dict.fromkeys(_CONVOLUTIONS, _OLD_CONVOLUTION),
        **dict.fromkeys(("LSTM", "GRU", "SimpleRNN"), _OLD_RECURRENT),
        "Dropout": {"p": "rate"},
        "SpatialDropout1D": {"p": "rate"},
        "SpatialDropout2D": {"p": "rate"},
        "GaussianDropout": {"p": "rate"},
        "GaussianNoise": {"sigma": "stddev"},
        "LeakyReLU": {"alpha": "negative_slope"},
    }
)
_NO_OLD_ARGUMENTS: Final[Mapping[str, str]] = MappingProxyType({})


def find_layer(class_name: str) -> LayerFact | None:
    """Return the row of a layer class or merge function, old names included."""
    return _BY_ANY_NAME.get(class_name)


def looks_untrained(name: str) -> bool:
    """Whether a layer of this name is most likely one without weights: ``block1_pool``, ``flatten_2``."""
    word = _COUNTED.sub("", name).rpartition("_")[2]
    return _DIMENSIONS.sub("", word).lower() in _UNTRAINED_WORDS


def old_arguments(layer: LayerFact) -> Mapping[str, str]:
    """Return the Keras 1 spellings of the layer's arguments and what each is called now."""
    return _OLD_ARGUMENTS.get(layer.name, _NO_OLD_ARGUMENTS)
