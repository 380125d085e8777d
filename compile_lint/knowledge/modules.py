"""One name for every spelling of Keras: old modules, private modules, and the several packages.

Public names are those that keras 3.15.1 and tf_keras 2.21.0 export. Module moves of older releases are
from the import paths of keras 1.2 to 2.13 and tensorflow 1.4 to 2.15.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from compile_lint.knowledge.generated import exports as generated

# Where Keras begins in a dotted name, longest first where one begins with another.
_ROOTS: Final = (
    ("tensorflow", "compat", "v1", "keras"),
    ("tensorflow", "compat", "v2", "keras"),
    ("tensorflow", "contrib", "keras"),
    ("tensorflow", "python", "keras"),
    ("tensorflow", "_api", "v1", "keras"),
    ("tensorflow", "_api", "v2", "keras"),
    ("tensorflow", "keras"),
    ("tensorflow_core", "_api", "v2", "keras"),
    ("tensorflow_core", "python", "keras"),
    ("tensorflow_core", "keras"),
    ("tf_keras",),
    ("keras",),
)
_TUNER_ROOTS: Final = frozenset(["keras_tuner", "kerastuner"])  # its present and its first name
_FIRST_WORDS: Final = frozenset(["tensorflow", "tensorflow_core", "tf_keras", "keras"])

# Modules of scikit-learn that its public ones export from, by the names they had up to 0.23 and have now.
_SKLEARN_INNER: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "datasets": frozenset(["base", "california_housing", "lfw", "openml", "samples_generator"]),
        "metrics": frozenset(["classification", "ranking", "regression"]),
        "model_selection": frozenset(["search", "split", "validation"]),
        "preprocessing": frozenset(["data", "encoders", "label"]),
    }
)

# Packages that once held a part of Keras under a name of their own.
_SPLIT_OFF: Final[Mapping[str, str]] = MappingProxyType(
    {
        "keras_applications": "applications",
        "keras_preprocessing": "preprocessing",
    }
)

# Words that stand between the root and the public modules in private or versioned paths.
_INNER_WORDS: Final = frozenset("_impl _legacy _tf_keras _v1 _v2 api keras python src v1 v2".split())

# TensorFlow 2 offers these modules of Keras at its root too; TensorFlow 1 had others of these names,
# so a name moves only if Keras exports it.
_TENSORFLOW_ROOT: Final = frozenset(["initializers", "losses", "metrics", "optimizers"])
# In tf.compat.v1 these are TensorFlow 1's own.
_TENSORFLOW_1: Final = frozenset(["estimator", "initializers", "layers", "losses", "metrics", "optimizers"])

_MOVED_AREAS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "initializations": "initializers",
        "objectives": "losses",
        "optimizer_v2": "optimizers",
    }
)

# Modules whose private submodules are dropped: keras.layers.core.dense.Dense is keras.layers.Dense.
_FLAT_AREAS: Final = frozenset(
    [
        "activations",
        "applications",
        "backend",
        "callbacks",
        "constraints",
        "initializers",
        "layers",
        "losses",
        "metrics",
        "models",
        "ops",
        "optimizers",
        "regularizers",
        "utils",
    ]
)

# Objects with several public homes, and the one used here.
_HOMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "keras.Layer": "keras.layers.Layer",
        "keras.Loss": "keras.losses.Loss",
        "keras.Metric": "keras.metrics.Metric",
        "keras.Optimizer": "keras.optimizers.Optimizer",
        "keras.InputSpec": "keras.layers.InputSpec",
        "keras.distillation.distiller.Distiller": "keras.distillation.Distiller",
        "keras.Initializer": "keras.initializers.Initializer",
        "keras.Regularizer": "keras.regularizers.Regularizer",
        "keras.layers.Input": "keras.Input",
        "keras.export.tfsm_layer.TFSMLayer": "keras.layers.TFSMLayer",
        "keras.feature_column.dense_features_v2.DenseFeatures": "keras.layers.DenseFeatures",
        "keras.utils.FlaxLayer": "keras.layers.FlaxLayer",
        "keras.utils.JaxLayer": "keras.layers.JaxLayer",
        "keras.utils.TorchModuleWrapper": "keras.layers.TorchModuleWrapper",
        "keras.models.Input": "keras.Input",
        "keras.models.Model": "keras.Model",
        "keras.models.Functional": "keras.Model",
        "keras.models.Sequential": "keras.Sequential",
        "keras.saving.load_model": "keras.models.load_model",
        "keras.saving.save_model": "keras.models.save_model",
        "keras.saving.get_custom_objects": "keras.utils.get_custom_objects",
        "keras.saving.register_keras_serializable": "keras.utils.register_keras_serializable",
        "keras.saving.custom_object_scope": "keras.utils.custom_object_scope",
        "keras.saving.CustomObjectScope": "keras.utils.custom_object_scope",
        "keras.utils.CustomObjectScope": "keras.utils.custom_object_scope",
        **{
            f"keras.preprocessing.{old}": f"keras.utils.{old.rpartition('.')[2]}"
            for old in (
                "image_dataset_from_directory",
                "text_dataset_from_directory",
                "timeseries_dataset_from_array",
                "audio_dataset_from_directory",
                "image.array_to_img",
                "image.img_to_array",
                "image.load_img",
                "image.save_img",
                "image.image_dataset_from_directory",
                "image_dataset.image_dataset_from_directory",
                "sequence.pad_sequences",
                "text_dataset.text_dataset_from_directory",
                "timeseries.timeseries_dataset_from_array",
            )
        },
    }
)

# What ``keras.engine`` (Keras 1 and 2) held, wherever in it.
_ENGINE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Functional": "keras.Model",
        "Input": "keras.Input",
        "InputLayer": "keras.layers.InputLayer",
        "InputSpec": "keras.layers.InputSpec",
        "Layer": "keras.layers.Layer",
        "Merge": "keras.layers.Merge",
        "Model": "keras.Model",
        "Sequential": "keras.Sequential",
        "load_model": "keras.models.load_model",
        "merge": "keras.layers.merge",
        "model_from_json": "keras.models.model_from_json",
        "save_model": "keras.models.save_model",
    }
)

# Public names that neither current flavour exports any more.
_OLD_EXPORTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "keras": "engine objectives wrappers",
        "keras.layers": "AtrousConv1D AtrousConv2D AtrousConvolution1D AtrousConvolution2D CuDNNGRU "
        "CuDNNLSTM Deconv2D Deconv3D Deconvolution2D Deconvolution3D Highway MaxoutDense Merge "
        "TimeDistributedDense advanced_activations convolutional core merge noise normalization pooling "
        "recurrent wrappers",
        "keras.losses": "cosine cosine_proximity",
        "keras.metrics": "cosine cosine_proximity fbeta_score fmeasure precision recall",
        "keras.models": "Input",
        "keras.optimizers": "TFOptimizer adam_v2 gradient_descent_v2 rmsprop_v2",
        "keras.utils": "data_utils generic_utils io_utils layer_utils multi_gpu_model np_utils vis_utils",
    }
)

# The few names of TensorFlow's root that a star import must bring for Keras to be seen.
_TENSORFLOW_EXPORTS: Final = frozenset(
    "argmax cast clip_by_value concat constant convert_to_tensor data expand_dims function identity image "
    "initializers io keras linalg losses math metrics nn one_hot optimizers random range reduce_max "
    "reduce_mean reduce_sum reshape shape sigmoid sqrt square squeeze stack strings summary tanh train "
    "transpose Tensor Variable GradientTape float32 float64 int32 int64 uint8".split()
)

EXPORTS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        **{
            module: names | frozenset(_OLD_EXPORTS.get(module, "").split())
            for module, names in generated.EXPORTS.items()
        },
        "tensorflow": _TENSORFLOW_EXPORTS,
    }
)


def _relative(words: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the words behind the root of Keras, ``None`` if the name is not Keras's."""
    for root in _ROOTS:
        if words[: len(root)] == root:
            rest = words[len(root) :]
            while rest and rest[0] in _INNER_WORDS:
                rest = rest[1:]
            return rest
    if words[0] in _SPLIT_OFF:
        return (_SPLIT_OFF[words[0]], *words[1:])
    is_root_alias = words[0] == "tensorflow" and len(words) > 2 and words[1] in _TENSORFLOW_ROOT
    if is_root_alias and words[2] in EXPORTS[f"keras.{words[1]}"]:
        return words[1:]
    return None


def _flattened(area: str, inner: tuple[str, ...]) -> tuple[str, ...]:
    """Drop private submodules between a public module and the object that it exports."""
    exported = EXPORTS[f"keras.{area}"]
    for index, word in enumerate(inner):
        if word[:1].isupper():
            return inner[index:]
    return inner[-1:] if inner[-1] in exported else inner


def _optimizer(inner: tuple[str, ...]) -> tuple[str, ...]:
    """Flatten a name in ``keras.optimizers``, where ``legacy`` and ``schedules`` mean something."""
    modules = {"schedules", "learning_rate_schedule", "learning_rate_schedules"} & set(inner[:-1])
    if modules and inner[0] != "legacy":
        return ("schedules", *_flattened("optimizers", inner))
    if inner[:1] == ("legacy",) and len(inner) > 1:
        return ("legacy", *_flattened("optimizers", inner[1:]))
    return _flattened("optimizers", inner)


def _public(words: tuple[str, ...]) -> str:
    """Return the public dotted name of what ``words`` (without the root) name."""
    if words[:2] == ("legacy", "preprocessing"):
        words = words[1:]
    if words and words[0] in _MOVED_AREAS:
        words = (_MOVED_AREAS[words[0]], *words[1:])
    if words and words[0] == "engine":
        for index, word in enumerate(words):
            if word in _ENGINE:
                return ".".join((_ENGINE[word], *words[index + 1 :]))
    area, inner = (words[0], words[1:]) if words else ("", ())
    if inner and area == "optimizers":
        inner = _optimizer(inner)
    elif inner and area in _FLAT_AREAS:
        inner = _flattened(area, inner)
    return ".".join(("keras", *((area,) if area else ()), *inner))


def _rehomed(name: str) -> str:
    """Replace the longest prefix of the name that has another home."""
    prefix, rest = name, ""
    while prefix:
        if prefix in _HOMES:
            return _HOMES[prefix] + rest
        prefix, _, last = prefix.rpartition(".")
        rest = f".{last}{rest}"
    return name


def _in_tuner(words: tuple[str, ...]) -> str:
    """Return the name of an object of keras-tuner without the modules between the package and it.

    An oracle may be called as the tuner that uses it is, so that module stays.
    """
    objects = [index for index, word in enumerate(words) if word[:1].isupper()]
    inner = words[objects[0] :] if objects and "oracles" not in words else words[1:]
    return ".".join(("keras_tuner", *inner))


@lru_cache(maxsize=8192)
def canonical(dotted: str) -> str:
    """Return the one name used here for all spellings of a dotted name; others come back unchanged.

    Everything of Keras begins with ``keras.`` whatever package it was imported from. A layer's old name
    (``Convolution2D``) stays, for its arguments may be the old ones too; ``find_layer`` maps it.
    """
    words = tuple(dotted.split("."))
    if words[0] in _TUNER_ROOTS:
        return _in_tuner(words)
    if words[0] == "sklearn" and len(words) > 3 and words[2].lstrip("_") in _SKLEARN_INNER.get(words[1], ()):
        return ".".join((*words[:2], *words[3:]))
    if words[0] not in _FIRST_WORDS and words[0] not in _SPLIT_OFF:
        return dotted
    relative = _relative(words)
    if relative is not None:
        return _rehomed(_public(relative))
    if words[0] == "tensorflow_core":
        return canonical(".".join(("tensorflow", *words[1:])))
    if words[:3] == ("tensorflow", "compat", "v2") and len(words) > 3:
        return canonical(".".join(("tensorflow", *words[3:])))
    if words[:3] == ("tensorflow", "compat", "v1") and len(words) > 3 and words[3] not in _TENSORFLOW_1:
        return ".".join(("tensorflow", *words[3:]))
    return dotted


# Frozen in 2021: its optimizers still take ``lr`` and ``decay`` (seen with tensorflow 2.21).
PRIVATE_COPY: Final = "tensorflow.python.keras"


def flavour(dotted: str) -> str | None:
    """Return the package that a dotted name takes Keras from, ``None`` for a name that is not Keras's.

    It is one of ``keras``, ``tensorflow.keras``, ``tf_keras``, and ``PRIVATE_COPY`` for the copy that
    TensorFlow keeps for itself.
    """
    first = dotted.partition(".")[0]
    if first not in _FIRST_WORDS:
        return None
    name = canonical(dotted)
    if name != "keras" and not name.startswith("keras."):
        return None
    if dotted.startswith(("tensorflow.python.", "tensorflow_core.python.")):
        return PRIVATE_COPY
    if first.startswith("tensorflow") or dotted.startswith("keras._tf_keras"):
        return "tensorflow.keras"
    return first


def star_names(module: str) -> frozenset[str] | None:
    """Return the names that ``from module import *`` brings, ``None`` where that is not known.

    A private or old submodule such as ``keras.layers.core`` brings what its public module exports.
    """
    name = canonical(module)
    if name in EXPORTS:
        return EXPORTS[name]
    words = name.split(".")
    if len(words) > 2 and words[0] == "keras" and words[1] in _FLAT_AREAS:
        return EXPORTS[f"keras.{words[1]}"]
    return None


# Packages that mean the library wherever they are imported, whatever a project calls its own files.
_LIBRARIES: Final = frozenset(
    """
    absl autokeras catboost cv2 h5py horovod imblearn IPython jax keras keras_applications keras_cv
    keras_hub keras_nlp keras_preprocessing keras_tuner kerastuner lightgbm matplotlib missingno mlflow
    numpy pandas PIL plotly pytest scikeras scipy seaborn shap skimage sklearn statsmodels tensorflow
    tensorflow_addons tensorflow_core tensorflow_datasets tensorflow_hub tensorflow_model_optimization
    tensorflow_probability tensorflow_text tf_keras torch tqdm transformers wandb xgboost yaml
    """.split()
)


def is_known_library(dotted: str) -> bool:
    """Whether a module is the standard library's or a well-known package's, never a file of the project."""
    first = dotted.partition(".")[0]
    return first in _LIBRARIES or first in sys.stdlib_module_names


# Libraries made of Keras models: checked in their own source, they are read as any other project is.
_MADE_OF_MODELS: Final = frozenset(
    "autokeras horovod keras_cv keras_hub keras_nlp keras_tuner kerastuner scikeras".split()
)


def may_be_of_project(dotted: str) -> bool:
    """Whether an import may lead to a file of the project, for all that its name tells."""
    return not is_known_library(dotted) or dotted.partition(".")[0] in _MADE_OF_MODELS
