# Weights of classes of which each is known to be as frequent as another say nothing of rare classes.

import keras
import numpy as np

(x_train, y_train), _ = keras.datasets.mnist.load_data()
x_train = x_train.reshape(60000, 784).astype("float32") / 255
y_train = y_train.astype("float32")
x_train, y_train = x_train[:-10000], y_train[:-10000]
twice = {0: 1.0, 1: 1.0, 2: 1.0, 3: 1.0, 4: 1.0, 5: 2.0, 6: 1.0, 7: 1.0, 8: 1.0, 9: 1.0}


def build(units, activation):
    return keras.Sequential([keras.Input((784,)), keras.layers.Dense(units, activation=activation)])


digits = build(10, "softmax")
digits.compile("adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: none
digits.fit(x_train, y_train, class_weight=twice)

rows = np.ones(len(y_train))
rows[y_train == 5] = 2.0
by_row = build(10, "softmax")
by_row.compile("adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: none
by_row.fit(x_train, y_train, sample_weight=rows)

is_five = (y_train == 5).astype("float32")
one_digit = build(1, "sigmoid")
one_digit.compile("adam", loss="binary_crossentropy", metrics=["accuracy"])  # expect: CL501
one_digit.fit(x_train, is_five, class_weight={0: 1.0, 1: 9.0})

(wires, topics), _ = keras.datasets.reuters.load_data(num_words=784)
news = build(46, "softmax")
news.compile("adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: CL501
news.fit(wires, topics, class_weight={0: 3.0, 1: 1.0, 2: 1.0})
