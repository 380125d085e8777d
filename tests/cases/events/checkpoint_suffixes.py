"""Paths as the tutorials of TensorFlow 2.0 had them."""
import numpy as np
from tensorflow import keras

x, y = np.random.rand(80, 4), np.random.rand(80)


def train(path, **more):
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])
    model.compile("adam", "mse")  # expect: CL706
    model.fit(x, y, callbacks=[keras.callbacks.ModelCheckpoint(filepath=path, **more)])


train("training_1/cp.ckpt", save_weights_only=True)
train("best_model.hdf5")
