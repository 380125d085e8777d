"""Callbacks that may write logs: a LambdaCallback, and one from a package out of view."""
import numpy as np
import keras
from our_tracking import TrackingCallback

x, y = np.random.rand(64, 3), np.random.rand(64)


def build():
    return keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])


a = build()
a.compile("adam", "mse")  # expect: none
a.fit(x, y, callbacks=[keras.callbacks.LambdaCallback(on_epoch_end=lambda e, logs: logs.update(val_loss=1.0)),
                       keras.callbacks.EarlyStopping()])
b = build()
b.compile("adam", "mse")  # expect: none
b.fit(x, y, callbacks=[TrackingCallback(), keras.callbacks.EarlyStopping(monitor="val_r2", mode="max")])
