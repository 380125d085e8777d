"""A class that another program drives: built and compiled in one method, trained in the next."""

from tensorflow.keras.layers import Dense, Input
from tensorflow.keras.models import Sequential
from tensorflow.keras.utils import to_categorical


class Sorter:
    def __init__(self, width):
        self.width = width
        self.model = Sequential([Input((width,)), Dense(4, activation="softmax")])
        self.model.compile(loss="categorical_crossentropy", optimizer="adam")  # expect: CL203

    def learn(self, parcels, bins):
        self.model.fit(parcels, to_categorical(bins, 5), verbose=0)


class Grader:
    def build(self, width):
        self.model = Sequential([Input((width,)), Dense(4, activation="softmax")])

    def prepare(self):
        self.model.compile(loss="sparse_categorical_crossentropy", optimizer="adam")  # expect: CL202

    def learn(self, fruit, grades):
        self.model.fit(fruit, to_categorical(grades, 4), verbose=0)


class Unprepared:
    """`learn` comes first in the text, but not in time: it is not a model that was never compiled."""

    def learn(self, fruit, grades):
        self.model.fit(fruit, grades, verbose=0)

    def start(self):
        self.prepare(12)

    def prepare(self, width):
        self.model = Sequential([Input((width,)), Dense(4, activation="softmax")])
        self.model.compile(loss="sparse_categorical_crossentropy", optimizer="adam")  # expect: none
