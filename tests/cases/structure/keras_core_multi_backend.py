import os
os.environ.setdefault("KERAS_BACKEND", "torch")

import keras
import numpy as np
from keras import ops
from sklearn.datasets import make_moons
from sklearn.preprocessing import OneHotEncoder

X, y = make_moons(n_samples=1000, noise=0.2)
Y = OneHotEncoder(sparse_output=False).fit_transform(y.reshape(-1, 1))


class Gelu(keras.layers.Layer):
    def call(self, x):
        return ops.gelu(x)


def mlp(out, act):
    return keras.Sequential([keras.layers.Input((2,)), keras.layers.Dense(32), Gelu(), keras.layers.Dense(out, act)])


m = mlp(2, "softmax")
m.compile("adam", "categorical_crossentropy", metrics=["accuracy"])  # expect: none
m.fit(X, Y)
m = mlp(1, "sigmoid")
m.compile("adam", "binary_crossentropy", metrics=["accuracy"])  # expect: CL205
m.fit(X, Y)
m = mlp(2, "softmax")
m.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: CL202
m.fit(X, Y)
