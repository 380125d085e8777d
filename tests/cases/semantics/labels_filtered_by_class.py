# A choice of rows by class leaves fewer classes than the data set has.
import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

(x, y), (xt, yt) = keras.datasets.mnist.load_data()


def net(n):
    return keras.Sequential([layers.Flatten(input_shape=(28, 28)), layers.Dense(n, activation="softmax")])


for chosen in [np.where(y < 5)[0], np.isin(y, [0, 1, 2]), (y == 0) | (y == 1), np.flatnonzero(y < 3), ~(y > 4)]:
    m = net(5)
    m.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: none
    m.fit(x[chosen], y[chosen])

few = keras.utils.to_categorical(y[y < 3])
m = net(3)
m.compile("adam", "categorical_crossentropy")  # expect: none
m.fit(x[y < 3], few)
m = net(5)
m.compile("adam", "sparse_categorical_crossentropy")  # expect: none
m.fit(x, np.where(y > 4, 0, y))
m = net(5)
m.compile("adam", "sparse_categorical_crossentropy")  # expect: none
m.fit(np.delete(x, np.where(y > 4), axis=0), np.delete(y, np.where(y > 4)))
ds = tf.data.Dataset.from_tensor_slices((x, y)).filter(lambda image, label: label < 5).batch(64)
m = net(5)
m.compile("adam", "sparse_categorical_crossentropy")  # expect: none
m.fit(ds)
order = np.random.permutation(len(y))
m = net(5)
m.compile("adam", "sparse_categorical_crossentropy")  # expect: CL203
m.fit(x[order], y[order])
m = net(5)
m.compile("adam", "categorical_crossentropy")  # expect: CL201
m.fit(x[y < 5], y[y < 5])
