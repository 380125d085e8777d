"""The two Keras flavours that every fact is stated for."""

from __future__ import annotations

from typing import Final

KERAS3: Final = "keras3"
TF_KERAS: Final = "tf_keras"

TENSORFLOW: Final = "tensorflow"
JAX: Final = "jax"
TORCH: Final = "torch"
BACKENDS: Final = frozenset([TENSORFLOW, JAX, TORCH])  # of Keras 3; tf_keras runs on TensorFlow alone

TRANSFORMERS: Final = "transformers"  # as the package of a model: Hugging Face's, which are of Keras 2

ANY: Final = "any"  # which Keras or which backend is at hand is not decided

# Modules of ``keras`` that no release of Keras 2 has: who uses one runs on Keras 3.
# Compared: ``dir(keras)`` of keras 3.15.1 and ``dir(tf_keras)`` of tf_keras 2.21.0.
KERAS3_MODULES: Final = frozenset(
    f"keras.{name}"
    for name in (
        "config distillation distribution dtype_policies ops quantizers random tree visualization".split()
    )
)

# Modules and names that programs import from Keras 2, and that no release of Keras 3 has: the import raises.
# Tried: each as an import from ``keras`` and ``tensorflow.keras`` of keras 3.15.1 and TensorFlow 2.21.
_GONE: Final = (
    "backend.common backend.tensorflow_backend backend.theano_backend callbacks.BaseLogger "
    "callbacks.callbacks engine estimator experimental layers.CuDNNGRU layers.CuDNNLSTM layers.Highway "
    "layers.LocallyConnected1D layers.LocallyConnected2D layers.MaxoutDense layers.Merge "
    "layers.advanced_activations layers.convolutional layers.convolutional_recurrent layers.core "
    "layers.embeddings layers.experimental layers.local layers.merge layers.noise layers.normalization "
    "layers.pooling layers.recurrent layers.wrappers legacy.interfaces legacy.layers "
    "models.model_from_yaml objectives optimizer_v2 optimizers.adam_v2 optimizers.experimental "
    "optimizers.gradient_descent_v2 optimizers.rmsprop_v2 utils.conv_utils utils.data_utils "
    "utils.generic_utils utils.io_utils utils.layer_utils utils.multi_gpu_model utils.np_utils "
    "utils.vis_utils wrappers.scikit_learn"
)
_GONE_FROM_KERAS_ALONE: Final = (  # what TensorFlow still hands out
    "layers.ThresholdedReLU preprocessing.image.DirectoryIterator preprocessing.image.ImageDataGenerator "
    "preprocessing.image.Iterator preprocessing.image.NumpyArrayIterator preprocessing.text"
)
KERAS2_NAMES: Final = frozenset(
    [f"keras.{name}" for name in f"{_GONE} {_GONE_FROM_KERAS_ALONE}".split()]
    + [f"tensorflow.keras.{name}" for name in _GONE.split()]
)


# Before this release of Keras 2 `accuracy` was logged as `acc`, however it was written.
FIRST_PRESENT_NAMES: Final = (2, 3)

# The releases every table of this package was compared with by scripts/check_knowledge.py.
SOURCE: Final = "keras 3.15.1, tf_keras 2.21.0"

# Versions of either Keras, for programs that look at the one they find: the newest, one that is greater as
# text, and an early one.
SOME_VERSIONS: Final = {KERAS3: ("3.15.1", "3.9.2", "3.0.5"), TF_KERAS: ("2.21.0", "2.9.0", "2.2.4")}

# Versions of TensorFlow that come with Keras 3, which is what `tf.keras` is from 2.16 on.
SOME_TENSORFLOWS_OF_KERAS3: Final = ("2.21.0", "2.16.1")
