import keras
import numpy as np


def train(settings):
    model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1)])
    model.compile(optimizer="adam", **settings)  # expect: none
    model.fit(np.ones((4, 8)), np.ones(4))
    return model
