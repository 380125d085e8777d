"""Nobody calls `train_sorter` here, but it is what the builders are for."""

import numpy as np
from tensorflow.keras.layers import Dense, Input
from tensorflow.keras.models import Sequential
from tensorflow.keras.utils import to_categorical


def build_sorter(width, bins):
    model = Sequential([Input((width,)), Dense(16, activation="relu"), Dense(bins, activation="softmax")])
    model.compile(loss="categorical_crossentropy", optimizer="adam")  # expect: CL203
    return model


def build_grader(width):
    model = Sequential([Input((width,)), Dense(4, activation="softmax")])
    model.compile(loss="categorical_crossentropy", optimizer="adam")  # expect: none
    return model


def train_sorter(parcels, bins):
    model = build_sorter(parcels.shape[1], 4)
    model.fit(parcels, to_categorical(bins, 5), verbose=0)
    return model


def train_grader(fruit, grades):
    model = build_grader(fruit.shape[1])
    model.fit(fruit, to_categorical(np.asarray(grades) - 1, 4), verbose=0)
    return model
