# Focal losses with the right and the wrong head, and metrics that tell the classes apart.
import numpy as np
import tensorflow as tf

X = np.random.rand(500, 10)
y = (X[:, 0] > 0.9).astype(int)


def make(act):
    return tf.keras.Sequential([tf.keras.layers.Dense(16, activation="relu"), tf.keras.layers.Dense(1, activation=act)])


m = make("sigmoid")
m.compile("adam", tf.keras.losses.BinaryFocalCrossentropy(gamma=2.0, from_logits=True), metrics=["AUC"])  # expect: CL301
m.fit(X, y)
m = make("sigmoid")
m.compile("adam", tf.keras.losses.BinaryFocalCrossentropy(gamma=2.0), metrics=["accuracy"])  # expect: CL501
m.fit(X, y)
m = make("sigmoid")
m.compile("adam", tf.keras.losses.BinaryFocalCrossentropy(apply_class_balancing=True), metrics=["accuracy", tf.keras.metrics.Recall()])  # expect: none
m.fit(X, y)
m = make(None)
m.compile("adam", "binary_focal_crossentropy", metrics=[tf.keras.metrics.AUC(from_logits=True)])  # expect: CL302
m.fit(X, y)
