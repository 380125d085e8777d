"""The outputs are called dense_7 or so: nobody knows."""
import numpy as np
import keras

x = np.random.rand(60, 5)
i = keras.Input((5,))
model = keras.Model(i, [keras.layers.Dense(1)(i), keras.layers.Dense(1)(i)])
model.compile("adam", ["mse", "mae"])  # expect: none
model.fit(x, [x[:, 0], x[:, 1]], validation_split=0.2,
          callbacks=[keras.callbacks.EarlyStopping(monitor="val_dense_1_loss", mode="min")])
