from abc import ABC, abstractmethod

import keras
import numpy as np
from keras import layers


class Base(ABC):
    def __init__(self, units):
        self.units = units
        self.model = None

    @abstractmethod
    def head(self, x): ...

    @property
    @abstractmethod
    def loss(self): ...

    def build(self, dim):
        inp = keras.Input((dim,))
        x = layers.Dense(64, activation="relu")(inp)
        self.model = keras.Model(inp, self.head(x))
        self.model.compile("adam", loss=self.loss, metrics=["accuracy"])  # expect: none
        return self


class Classifier(Base):
    def head(self, x):
        return layers.Dense(self.units, activation="softmax")(x)

    @property
    def loss(self):
        return "sparse_categorical_crossentropy"


class LogitClassifier(Base):
    def head(self, x):
        return layers.Dense(self.units)(x)

    @property
    def loss(self):
        return keras.losses.SparseCategoricalCrossentropy(from_logits=True)


class MultiLabel(Base):
    def head(self, x):
        return layers.Dense(self.units, activation="sigmoid")(x)

    @property
    def loss(self):
        return "binary_crossentropy"


for kind in (Classifier, LogitClassifier, MultiLabel):
    print(kind(5).build(12).model.summary())
