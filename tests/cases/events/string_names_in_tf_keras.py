"""tf_keras calls string metrics like their classes."""
import numpy as np
import tf_keras as keras

x, y = np.random.rand(64, 3), np.random.randint(0, 2, 64)
old = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1, activation="sigmoid")])
old.compile("adam", "binary_crossentropy", metrics=["AUC", "MeanSquaredError"])  # expect: none
old.fit(x, y, validation_split=0.2, callbacks=[
    keras.callbacks.EarlyStopping("val_auc", mode="max"),
    keras.callbacks.EarlyStopping("val_mean_squared_error"),
])
