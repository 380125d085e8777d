"""Keras 3 logs `AUC` as written, tf_keras as `auc`."""
import numpy as np
import keras
import tf_keras

x, y = np.random.rand(64, 3), np.random.randint(0, 2, 64)
new = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1, activation="sigmoid")])
new.compile("adam", "binary_crossentropy", metrics=["AUC"])  # expect: CL701
new.fit(x, y, validation_split=0.2, callbacks=[keras.callbacks.EarlyStopping("val_auc", mode="max")])
