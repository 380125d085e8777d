# Ordinal targets as cumulative rows: several of them may be one at once.
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers

grades = np.random.randint(0, 5, 300)
X = np.random.rand(300, 9)
cumulative = (np.arange(1, 5)[None, :] <= grades[:, None]).astype("float32")

model = tf.keras.Sequential([layers.Dense(16, activation="relu"), layers.Dense(4, activation="sigmoid")])
model.compile("adam", "binary_crossentropy", metrics=["binary_accuracy"])  # expect: none
model.fit(X, cumulative)

as_number = tf.keras.Sequential([layers.Dense(16, activation="relu"), layers.Dense(1)])
as_number.compile("adam", "mse", metrics=["mae"])  # expect: none
as_number.fit(X, grades)
