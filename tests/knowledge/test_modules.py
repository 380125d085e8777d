"""One name for every spelling of Keras."""

from __future__ import annotations

import pytest

from compile_lint.knowledge.modules import EXPORTS, canonical, flavour, star_names

SPELLINGS = {
    "keras": "keras tensorflow.keras tf_keras tensorflow.python.keras keras.api._v2.keras "
    "keras._tf_keras.keras",
    "keras.layers.Dense": "keras.layers.Dense tensorflow.keras.layers.Dense tf_keras.layers.Dense "
    "tensorflow.python.keras.layers.core.Dense tensorflow.contrib.keras.python.keras.layers.core.Dense "
    "keras.layers.core.Dense keras.layers.core.dense.Dense keras.src.layers.core.dense.Dense "
    "tensorflow.compat.v1.keras.layers.Dense tensorflow.compat.v2.keras.layers.Dense "
    "tensorflow._api.v2.keras.layers.Dense tensorflow.keras.api.keras.layers.Dense keras.api.layers.Dense",
    "keras.layers.LeakyReLU": "keras.layers.advanced_activations.LeakyReLU",
    "keras.layers.BatchNormalization": "keras.layers.normalization.BatchNormalization "
    "keras.layers.normalization.batch_normalization.BatchNormalization",
    "keras.layers.concatenate": "keras.layers.merge.concatenate keras.layers.concatenate",
    "keras.layers.Rescaling": "keras.layers.experimental.preprocessing.Rescaling",
    "keras.Input": "keras.layers.Input keras.Input keras.engine.topology.Input "
    "keras.engine.input_layer.Input",
    "keras.Model": "keras.models.Model keras.engine.training.Model keras.engine.Model "
    "keras.src.models.model.Model",
    "keras.Sequential": "keras.models.Sequential keras.engine.sequential.Sequential",
    "keras.utils.to_categorical": "keras.utils.np_utils.to_categorical tensorflow.keras.utils.to_categorical",
    "keras.optimizers.Adam": "keras.optimizers.adam_v2.Adam keras.optimizers.experimental.Adam "
    "keras.optimizer_v2.adam.Adam tensorflow.optimizers.Adam",
    "keras.optimizers.legacy.Adam": "keras.src.optimizers.legacy.adam.Adam "
    "tensorflow.keras.optimizers.legacy.Adam",
    "keras.optimizers.schedules.CosineDecay": "keras.optimizers.schedules.learning_rate_schedule.CosineDecay",
    "keras.losses.mse": "keras.objectives.mse tensorflow.losses.mse tensorflow.compat.v2.losses.mse",
    "keras.metrics.AUC": "tensorflow.metrics.AUC keras.src.metrics.confusion_metrics.AUC",
    "keras.applications.VGG16": "keras.applications.vgg16.VGG16 keras_applications.vgg16.VGG16",
    "keras.utils.image_dataset_from_directory": "keras.preprocessing.image_dataset_from_directory",
    "keras.preprocessing.image.ImageDataGenerator": "keras.legacy.preprocessing.image.ImageDataGenerator "
    "keras_preprocessing.image.ImageDataGenerator tensorflow.keras.preprocessing.image.ImageDataGenerator",
    "tensorflow.train.AdamOptimizer": "tensorflow.compat.v1.train.AdamOptimizer",
    "sklearn.datasets.make_blobs": "sklearn.datasets.samples_generator.make_blobs "
    "sklearn.datasets._samples_generator.make_blobs",
    "sklearn.datasets.fetch_openml": "sklearn.datasets.openml.fetch_openml",
    "sklearn.preprocessing.LabelEncoder.fit": "sklearn.preprocessing.label.LabelEncoder.fit",
    "tensorflow.nn.softmax": "tensorflow.compat.v1.nn.softmax tensorflow.compat.v2.nn.softmax",
}

KEPT = """
numpy.argmax keras_hub.models.X scikeras.wrappers.KerasClassifier keras.wrappers.scikit_learn.KerasClassifier
keras.applications.vgg16.preprocess_input keras.datasets.mnist.load_data keras.backend.clear_session
keras.layers.Dense.from_config keras.layers.Convolution2D keras.models.load_model keras.losses
tensorflow.losses.sparse_softmax_cross_entropy tensorflow.compat.v1.losses.mean_squared_error
sklearn.utils.class_weight.compute_class_weight sklearn.datasets.samples_generator sklearn.datasets.data
tensorflow.contrib.layers.fully_connected tensorflow.nn.sigmoid mykeras.layers.Dense keras_tuner.HyperModel
""".split()


@pytest.mark.parametrize(("public", "spellings"), SPELLINGS.items())
def test_spellings_have_one_name(public: str, spellings: str) -> None:
    for spelling in spellings.split():
        assert canonical(spelling) == public
    assert canonical(public) == public


@pytest.mark.parametrize("name", KEPT)
def test_other_names_are_kept(name: str) -> None:
    assert canonical(name) == name


def test_every_exported_name_has_a_stable_canonical_name() -> None:
    for module, names in EXPORTS.items():
        for name in names:
            once = canonical(f"{module}.{name}")
            assert canonical(once) == once


def test_flavours() -> None:
    assert flavour("keras.layers.Dense") == "keras"
    assert flavour("tf_keras.layers.Dense") == "tf_keras"
    assert flavour("tensorflow.keras.layers.Dense") == "tensorflow.keras"
    assert flavour("tensorflow.python.keras.layers.Dense") == "tensorflow.python.keras"
    assert flavour("tensorflow.losses.MeanSquaredError") == "tensorflow.keras"
    assert flavour("tensorflow.nn.softmax") is None
    assert flavour("keras_tuner.HyperModel") is None
    assert flavour("numpy.argmax") is None


def test_star_imports() -> None:
    assert {"Dense", "Input", "add", "Convolution2D"} <= EXPORTS["keras.layers"]
    assert {"Sequential", "Model", "load_model"} <= EXPORTS["keras.models"]
    assert star_names("tensorflow.keras.layers") == EXPORTS["keras.layers"]
    assert star_names("keras.layers.core") == EXPORTS["keras.layers"]
    assert "keras" in EXPORTS["tensorflow"]
    assert star_names("numpy") is None
    assert star_names("keras.datasets.mnist") is None
