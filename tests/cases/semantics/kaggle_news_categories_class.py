# A class keeps the frame and changes it in one method; what another file does to a frame is not known.
import pandas as pd
from tensorflow.keras import Sequential, layers
from tensorflow.keras.utils import to_categorical

from .cleaning import clean


class News:
    def __init__(self, path):
        self.df = pd.read_csv(path)
        self.classes = {"WORLD": 0, "SPORTS": 1, "BUSINESS": 2, "SCIENCE": 3}

    def encode(self):
        self.df["category"] = self.df["category"].map(self.classes)
        return self

    @property
    def labels(self):
        return self.df["category"]


def network(loss):
    model = Sequential([layers.Dense(64, activation="relu"), layers.Dense(4, activation="softmax")])
    model.compile(optimizer="adam", loss=loss, metrics=["accuracy"])  # expect: CL201
    return model


news = News("news.csv").encode()
network("categorical_crossentropy").fit(features, news.labels)
network("sparse_categorical_crossentropy").fit(features, news.labels)
network("categorical_crossentropy").fit(features, to_categorical(news.labels))

raw = News("other.csv").encode()
clean(raw.df)
quiet = Sequential([layers.Dense(64, activation="relu"), layers.Dense(4, activation="softmax")])
quiet.compile("adam", "categorical_crossentropy", metrics=["accuracy"])  # expect: none
quiet.fit(features, raw.labels)
