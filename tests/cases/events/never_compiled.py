"""The compiled model and the trained one are not the same."""
import numpy as np
import keras

x, y = np.random.rand(40, 4), np.random.rand(40)


def network():
    return keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])


network().compile("adam", "mse")  # expect: none
model = network()
model.fit(x, y)  # expect: CL902
