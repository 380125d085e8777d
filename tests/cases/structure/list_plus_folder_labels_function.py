from pathlib import Path

import numpy as np
import tensorflow as tf


def read(folder, label):
    files = sorted(Path(folder).glob("*.png"))
    images = [tf.io.decode_png(tf.io.read_file(str(f))).numpy() for f in files]
    return images, [label] * len(images)


def dataset(*folders):
    images, labels = [], []
    for label, folder in enumerate(folders):
        xs, ys = read(folder, label)
        images += xs
        labels += ys
    return np.stack(images), np.array(labels)


def net(n, act):
    i = tf.keras.Input((32, 32, 1))
    x = tf.keras.layers.Conv2D(8, 3, activation="relu")(i)
    x = tf.keras.layers.GlobalMaxPool2D()(x)
    return tf.keras.Model(i, tf.keras.layers.Dense(n, activation=act)(x))


x, y = dataset("ok", "scratch", "dent")
a = net(3, "softmax")
a.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: none
a.fit(x, y)
b = net(3, "softmax")
b.compile("adam", "categorical_crossentropy", metrics=["accuracy"])  # expect: CL201
b.fit(x, y)
