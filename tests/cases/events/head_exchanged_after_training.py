"""Pre-training on one task, then a new head without a new compile."""
import numpy as np
import keras

x = np.random.rand(90, 5)
model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(16, activation="relu"), keras.layers.Dense(1)])
model.compile("adam", "mse")  # expect: CL903
model.fit(x, x[:, 0])
model.pop()
model.add(keras.layers.Dense(1, name="second"))
model.fit(x, x[:, 1])
