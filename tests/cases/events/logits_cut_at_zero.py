"""Logits at zero, through a sigmoid, and a regression that is rounded."""
import numpy as np
import tensorflow as tf

x, y = np.random.rand(60, 20), np.random.randint(0, 2, 60)
model = tf.keras.Sequential([tf.keras.Input((20,)), tf.keras.layers.Dense(1)])
model.compile("adam", tf.keras.losses.BinaryCrossentropy(from_logits=True))  # expect: none
model.fit(x, y)
logits = model.predict(x)
print(logits > 0, tf.sigmoid(logits) > 0.5, np.round(1 / (1 + np.exp(-logits))), logits > 0.7)

stars = tf.keras.Sequential([tf.keras.Input((20,)), tf.keras.layers.Dense(1)])
stars.compile("adam", "mse")  # expect: none
stars.fit(x, np.random.rand(60) * 5)
print(np.round(stars.predict(x)), stars.predict(x) > 0.5)
