# The classic: the first column is the label, all others are pixels. Nothing shows what they hold, but that
# there is one label for a row.
import pandas as pd
from tensorflow.keras import layers, models
from tensorflow.keras.utils import to_categorical

train = pd.read_csv("../input/digit-recognizer/train.csv")
y = train["label"]
x = train.drop(labels=["label"], axis=1)
del train
x = x / 255.0
x = x.values.reshape(-1, 28, 28, 1)


def network():
    return models.Sequential(
        [
            layers.Conv2D(32, 3, activation="relu"),
            layers.Flatten(),
            layers.Dense(10, activation="softmax"),
        ]
    )


one_hot = to_categorical(y, num_classes=10)
wrong = network()
wrong.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: CL202
wrong.fit(x, one_hot, epochs=3, validation_split=0.1)
right = network()
right.compile("adam", "categorical_crossentropy", metrics=["accuracy"])  # expect: none
right.fit(x, one_hot, epochs=3, validation_split=0.1)
other = network()
other.compile("adam", "categorical_crossentropy", metrics=["accuracy"])  # expect: CL201
other.fit(x, y, epochs=3)
