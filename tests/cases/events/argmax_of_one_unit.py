"""Spam or not, from one sigmoid unit, with argmax."""
import numpy as np
import tensorflow as tf

x, y = np.random.rand(60, 20), np.random.randint(0, 2, 60)
model = tf.keras.Sequential([tf.keras.Input((20,)), tf.keras.layers.Dense(1, activation="sigmoid")])
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])  # expect: CL801
model.fit(x, y)
probabilities = model.predict(x)
print(tf.argmax(probabilities, axis=-1), probabilities.argmax(axis=1))
