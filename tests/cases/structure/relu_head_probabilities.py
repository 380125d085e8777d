import numpy as np
import tensorflow as tf
from tensorflow.keras.layers import *
from tensorflow.keras.models import *


def dense_block(x, growth, n):
    for _ in range(n):
        y = BatchNormalization()(x)
        y = ReLU()(y)
        y = Conv2D(growth, 3, padding="same")(y)
        x = Concatenate()([x, y])
    return x


def transition(x, f):
    x = Conv2D(f, 1)(ReLU()(BatchNormalization()(x)))
    return AveragePooling2D()(x)


def densenet(n_classes, final):
    i = Input((32, 32, 3))
    x = Conv2D(16, 3, padding="same")(i)
    for f in (32, 64):
        x = transition(dense_block(x, 12, 4), f)
    x = GlobalAveragePooling2D()(x)
    return Model(i, Dense(n_classes, activation=final)(x))


(x, y), _ = tf.keras.datasets.cifar10.load_data()
a = densenet(10, tf.nn.softmax)
a.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: none
b = densenet(10, tf.nn.relu)
b.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: CL104
c = densenet(10, tf.keras.activations.tanh)
c.compile("adam", tf.keras.losses.SparseCategoricalCrossentropy(), metrics=["accuracy"])  # expect: CL104
d = densenet(10, "log_softmax")
d.compile("adam", tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])  # expect: none
