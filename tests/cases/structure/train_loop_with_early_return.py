import numpy as np
import tensorflow as tf


def train(x, y, problem="classification", verbose=False):
    n = len(np.unique(y))
    inputs = tf.keras.Input((x.shape[1],))
    h = tf.keras.layers.Dense(32, activation="relu")(inputs)
    if problem == "regression":
        model = tf.keras.Model(inputs, tf.keras.layers.Dense(1)(h))
        model.compile("adam", "mse")  # expect: none
        model.fit(x, y, verbose=verbose)
        return model
    if n == 2:
        model = tf.keras.Model(inputs, tf.keras.layers.Dense(1, activation="sigmoid")(h))
        model.compile("adam", "binary_crossentropy", metrics=["accuracy"])  # expect: none
        model.fit(x, y, verbose=verbose)
        return model
    model = tf.keras.Model(inputs, tf.keras.layers.Dense(n, activation="softmax")(h))
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: none
    model.fit(x, y, verbose=verbose)
    return model


x = np.random.rand(300, 6)
train(x, np.random.randint(0, 2, 300))
train(x, np.random.randint(0, 5, 300))
train(x, np.random.rand(300), problem="regression")
