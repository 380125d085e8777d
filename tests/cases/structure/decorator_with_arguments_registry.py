import numpy as np
import keras
from keras.layers import Conv2D, Dense, Flatten, GlobalAveragePooling2D, Input

MODELS = {}


def register(name):
    def deco(fn):
        MODELS[name] = fn
        return fn
    return deco


@register("tiny")
def tiny(n):
    return keras.Sequential([Input((32, 32, 3)), Flatten(), Dense(n, activation="softmax")])


@register("conv")
def conv(n):
    return keras.Sequential([Input((32, 32, 3)), Conv2D(16, 3, activation="relu"), GlobalAveragePooling2D(),
                             Dense(n, activation="sigmoid")])


model = MODELS["tiny"](10)
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: none
model = MODELS["conv"](10)
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: CL102
(x, y), _ = keras.datasets.cifar10.load_data()
model.fit(x / 255, y, epochs=1)
