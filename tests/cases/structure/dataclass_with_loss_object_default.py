from dataclasses import dataclass

import keras
from keras import layers


@dataclass
class Recipe:
    units: int
    activation: str = None
    loss: keras.losses.Loss = keras.losses.SparseCategoricalCrossentropy(True)
    optimizer: str = "adam"


def train(recipe: Recipe):
    model = keras.Sequential([keras.Input((12,)), layers.Dense(24, "relu"), layers.Dense(recipe.units, recipe.activation)])
    model.compile(recipe.optimizer, recipe.loss, metrics=["accuracy"])  # expect: CL301
    return model


train(Recipe(6))
train(Recipe(6, "softmax", "sparse_categorical_crossentropy"))
train(Recipe(6, "softmax"))
