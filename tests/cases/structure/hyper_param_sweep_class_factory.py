import numpy as np
import tensorflow as tf


class Factory:
    ACTIVATIONS = {1: "sigmoid"}

    @classmethod
    def for_classes(cls, n):
        units = 1 if n == 2 else n
        return cls(units, cls.ACTIVATIONS.get(units, "softmax"))

    def __init__(self, units, activation):
        self.units, self.activation = units, activation

    def make(self, **kw):
        m = tf.keras.Sequential([
            tf.keras.layers.Dense(kw.get("hidden", 16), activation="relu"),
            tf.keras.layers.Dense(self.units, activation=self.activation),
        ])
        loss = "binary_crossentropy" if self.units == 1 else "sparse_categorical_crossentropy"
        m.compile("adam", kw.pop("loss", loss), metrics=["accuracy"])  # expect: CL103
        return m


for n in (2, 3, 7):
    Factory.for_classes(n).make(hidden=8)
Factory.for_classes(3).make(loss="binary_crossentropy")
