"""Written again with the value that it has: no change."""
import numpy as np
import keras

x, y = np.random.rand(40, 4), np.random.rand(40)
first = keras.layers.Dense(8, activation="relu")
model = keras.Sequential([keras.Input((4,)), first, keras.layers.Dense(1)])
first.trainable = False
model.compile("adam", "mse")  # expect: none
first.trainable = False
other = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])
other.trainable = False
model.fit(x, y)
