"""A generator that yields the targets of two outputs in a list, and one that yields them right."""

import numpy as np
from tensorflow.keras.layers import Dense, Input
from tensorflow.keras.models import Model
from tensorflow.keras.utils import to_categorical


def new_reader():
    page = Input((12,))
    letter = Dense(4, activation="softmax", name="letter")(page)
    is_capital = Dense(1, activation="sigmoid", name="is_capital")(page)
    return Model(page, [letter, is_capital])


def batches(letters, columns):
    while True:
        yield np.zeros((len(letters), 12)), [to_categorical(letters, columns), np.zeros(len(letters))]


losses = {"letter": "categorical_crossentropy", "is_capital": "binary_crossentropy"}
first = new_reader()
first.compile("adam", loss=losses)  # expect: CL203
first.fit(batches([1, 2, 3], 5), steps_per_epoch=3, verbose=0)

second = new_reader()
second.compile("adam", loss=losses)  # expect: none
second.fit(batches([1, 2, 3], 4), steps_per_epoch=3, verbose=0)
