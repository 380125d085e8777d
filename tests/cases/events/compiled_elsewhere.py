"""Loaded, cloned, handed out, and parameters: who knows whether they are compiled."""
import numpy as np
import keras
from our_setup import set_up

x, y = np.random.rand(40, 4), np.random.rand(40)


def network():
    return keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])


loaded = keras.models.load_model("m.keras")
loaded.fit(x, y)
handed = network()
set_up(handed)
handed.fit(x, y)
first = network()
first.compile("adam", "mse")  # expect: none
copy = keras.models.clone_model(first)
copy.fit(x, y)


def train(model):
    model.fit(x, y)
