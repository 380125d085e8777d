"""A wrapper that takes class weights and hands them on says nothing of the data."""
import numpy as np
from keras import Sequential, layers


class Classifier:
    def __init__(self, width):
        self.net = Sequential([layers.Dense(16, activation="relu"), layers.Dense(width, activation="softmax")])

    def prepare(self):
        self.net.compile(loss="sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: none

    def train(self, x, y, class_weight=None, sample_weight=None):
        self.net.fit(x, y, class_weight=class_weight, sample_weight=sample_weight)


def skewed(x, y):
    net = Sequential([layers.Dense(16, activation="relu"), layers.Dense(3, activation="softmax")])
    net.compile(loss="sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: CL501
    net.fit(x, y, class_weight=dict(enumerate(1 / np.bincount(y))))
