# Only two digits are kept, so the ten classes of the data set are not those of the labels.
import numpy as np
import tensorflow as tf

(x_train, y_train), (x_test, y_test) = tf.keras.datasets.mnist.load_data()


def filter_36(x, y):
    keep = (y == 3) | (y == 6)
    x, y = x[keep], y[keep]
    y = y == 3
    return x, y


x_train, y_train = filter_36(x_train, y_train)
x_test, y_test = filter_36(x_test, y_test)
model = tf.keras.Sequential([tf.keras.layers.Flatten(input_shape=(28, 28)), tf.keras.layers.Dense(1)])
model.compile(loss=tf.keras.losses.BinaryCrossentropy(from_logits=True), optimizer="adam", metrics=[tf.keras.metrics.BinaryAccuracy(threshold=0.0)])  # expect: none
model.fit(x_train, y_train, validation_data=(x_test, y_test))

hinge = tf.keras.Sequential([tf.keras.layers.Flatten(input_shape=(28, 28)), tf.keras.layers.Dense(1)])
hinge.compile(loss=tf.keras.losses.Hinge(), optimizer="adam")  # expect: none
hinge.fit(x_train, 2.0 * y_train - 1.0)

parity = tf.keras.Sequential([tf.keras.layers.Flatten(input_shape=(28, 28)), tf.keras.layers.Dense(1, activation="sigmoid")])
(x, y), _ = tf.keras.datasets.mnist.load_data()
parity.compile("adam", "binary_crossentropy", metrics=["accuracy"])  # expect: none
parity.fit(x, y % 2)
