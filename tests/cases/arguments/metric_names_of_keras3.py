import numpy as np
import tensorflow as tf

x = np.random.rand(80, 5).astype("float32")
y = (x[:, 0] > 0.5).astype("float32")
model = tf.keras.Sequential([tf.keras.Input((5,)), tf.keras.layers.Dense(1, activation="sigmoid")])
model.compile(loss="bce", optimizer="adam", metrics=["precision", "recall", "auc"])  # expect: none
model.fit(x, y)
