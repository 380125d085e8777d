import itertools

import numpy as np
import tensorflow as tf


def configs():
    for depth, act in itertools.product((1, 2), ("relu", "selu")):
        yield {"depth": depth, "act": act, "out": "softmax"}
    yield {"depth": 1, "act": "relu", "out": "sigmoid"}


def build(depth, act, out):
    layers = [tf.keras.layers.Dense(16, activation=act) for _ in range(depth)]
    return tf.keras.Sequential(layers + [tf.keras.layers.Dense(3, activation=out)])


x, y = np.random.rand(90, 5), np.arange(90) % 3
for cfg in configs():
    m = build(**cfg)
    m.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: CL102
    m.fit(x, y, verbose=0)
