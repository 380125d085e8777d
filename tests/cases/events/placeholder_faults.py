"""File names with values that are not in the logs."""
import os
import numpy as np
from tensorflow import keras

x, y = np.random.rand(80, 4), np.random.randint(0, 3, 80)
folder = "out"


def train(path, **more):
    net = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation="softmax")])
    net.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: CL704
    net.fit(x, y, callbacks=[keras.callbacks.ModelCheckpoint(path, monitor="val_loss")], **more)


train(os.path.join(folder, "best-{epoch:03d}-{val_acc:.3f}.keras"), validation_split=0.1)
train("best-{val_accuracy:.3f}.keras")
