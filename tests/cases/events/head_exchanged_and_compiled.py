"""A new head and a new compile; and a layer added before anything is trained."""
import numpy as np
import keras

x = np.random.rand(90, 5)
model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(16, activation="relu")])
model.compile("adam", "mse")  # expect: none
model.add(keras.layers.Dense(1))
model.fit(x, x[:, 0])
model.pop()
model.add(keras.layers.Dense(1, name="second"))
model.compile("adam", "mse")  # expect: none
model.fit(x, x[:, 1])
