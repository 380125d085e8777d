"""A callback of the project puts an F1 score into the logs, so nobody knows all names."""
import numpy as np
import tensorflow as tf
from sklearn.metrics import f1_score


class F1History(tf.keras.callbacks.Callback):
    def __init__(self, data):
        super().__init__()
        self.data = data

    def on_epoch_end(self, epoch, logs=None):
        x, y = self.data
        logs["val_f1"] = f1_score(y, self.model.predict(x).ravel() > 0.5)


x, y = np.random.rand(300, 4), np.random.randint(0, 2, 300)
model = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(1, activation="sigmoid")])
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])  # expect: none
model.fit(x, y, callbacks=[F1History((x, y)), tf.keras.callbacks.EarlyStopping("val_f1", mode="max")])
