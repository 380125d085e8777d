import enum

import keras
from keras import layers


class Task(enum.Enum):
    BINARY = "binary"
    MULTI = "multi"
    LABELS = "labels"
    VALUE = "value"


def head(task: Task, n: int):
    match task:
        case Task.BINARY:
            return layers.Dense(1, activation="sigmoid"), keras.losses.BinaryCrossentropy()
        case Task.MULTI:
            return layers.Dense(n, activation="softmax"), keras.losses.SparseCategoricalCrossentropy()
        case Task.LABELS:
            return layers.Dense(n, activation="sigmoid"), keras.losses.BinaryCrossentropy()
        case _:
            return layers.Dense(n), keras.losses.MeanSquaredError()


def build(task, n=5):
    inputs = keras.Input((20,))
    x = layers.Dense(32, activation="silu")(inputs)
    layer, loss = head(task, n)
    model = keras.Model(inputs, layer(x))
    model.compile("adam", loss)  # expect: none
    return model


for t in Task:
    build(t)
