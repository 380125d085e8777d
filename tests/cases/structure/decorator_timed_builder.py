import functools
import time

import numpy as np
from tensorflow import keras
from tensorflow.keras import layers


def timed(fn):
    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        t0 = time.perf_counter()
        out = fn(*args, **kwargs)
        print(f"{fn.__name__}: {time.perf_counter() - t0:.2f}s")
        return out
    return wrapper


@timed
def build(n_classes, *, logits=False):
    return keras.Sequential([
        layers.Input((64,)),
        layers.Dense(64, activation="gelu"),
        layers.Dense(n_classes, activation=None if logits else "softmax"),
    ])


@timed
def train(model, x, y, **fit_kwargs):
    return model.fit(x, y, **fit_kwargs)


x, y = np.random.rand(256, 64), np.random.randint(0, 7, size=(256,))
a = build(7)
a.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: none
train(a, x, y, epochs=2)
b = build(7, logits=True)
b.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: CL302
train(b, x, y, epochs=2)
