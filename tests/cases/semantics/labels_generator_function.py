import numpy as np
from keras.layers import Dense
from keras.models import Sequential
from keras.utils import to_categorical


def batches(size=32):
    while True:
        x = np.random.rand(size, 10)
        ids = np.random.randint(0, 4, size)
        yield x, to_categorical(ids, 4)


def raw_batches(size=32):
    while True:
        x = np.random.rand(size, 10)
        y = np.random.randint(0, 4, size)
        yield x, y


model = Sequential([Dense(20, activation="relu", input_dim=10), Dense(4, activation="softmax")])
model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])  # expect: none
model.fit(batches(), steps_per_epoch=10, epochs=2)
sparse = Sequential([Dense(20, activation="relu", input_dim=10), Dense(4, activation="softmax")])
sparse.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"])  # expect: none
sparse.fit_generator(raw_batches(16), steps_per_epoch=10, epochs=2)
