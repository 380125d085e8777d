import numpy as np
import tensorflow as tf

MODEL = None
LOSS = "sparse_categorical_crossentropy"


def init(n_out, activation="softmax"):
    global MODEL
    MODEL = tf.keras.Sequential([tf.keras.layers.Dense(20, "relu"), tf.keras.layers.Dense(n_out, activation)])


def use_logits():
    global LOSS
    LOSS = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)


def compile_and_train(x, y):
    MODEL.compile("adam", LOSS, metrics=["accuracy"])  # expect: CL301
    MODEL.fit(x, y, epochs=1)


def counter():
    n = 0

    def bump():
        nonlocal n
        n += 1
        return n
    return bump


bump = counter()
x, y = np.random.rand(40, 4), np.random.randint(0, 3, 40)
init(3)
compile_and_train(x, y)
use_logits()
init(3, activation=None)
compile_and_train(x, y)
init(3)
compile_and_train(x, y)
second = tf.keras.Sequential([tf.keras.layers.Dense([bump(), bump()][1], "softmax")])
second.compile("adam", "sparse_categorical_crossentropy")  # expect: none
third = tf.keras.Sequential([tf.keras.layers.Dense(counter()(), "softmax")])
third.compile("adam", "binary_crossentropy")  # expect: CL101
