"""The old generator interface, with callbacks by position and validation given."""
import numpy as np
import tf_keras as keras


def batches():
    while True:
        yield np.random.rand(8, 3), np.random.rand(8)


model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
model.compile("adam", "mse")  # expect: none
model.fit_generator(batches(), 10, 2, 1, [keras.callbacks.EarlyStopping()], batches(), 4)
other = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
other.compile("adam", "mse")  # expect: CL702
other.fit_generator(batches(), 10, 2, 1, [keras.callbacks.EarlyStopping()])
