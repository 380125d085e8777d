import numpy as np
import keras
from keras import layers

N = 4
masks = np.random.randint(0, N, size=(8, 32, 32))
images = np.random.rand(8, 32, 32, 3)


def fcn(last_units, act):
    i = keras.Input((None, None, 3))
    h = layers.Conv2D(16, 3, padding="same", activation="relu")(i)
    return keras.Model(i, layers.Conv2D(last_units, 1, activation=act)(h))


m = fcn(N, "softmax")
m.compile("adam", "categorical_crossentropy", metrics=["accuracy"])  # expect: none
m.fit(images, keras.utils.to_categorical(masks, N))
m = fcn(N, "softmax")
m.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: none
m.fit(images, masks[..., None])
m = fcn(N, "softmax")
m.compile("adam", "sparse_categorical_crossentropy")  # expect: CL202
m.fit(images, np.eye(N)[masks])
m = fcn(1, "sigmoid")
m.compile("adam", "binary_crossentropy", metrics=["accuracy"])  # expect: none
m.fit(images, (masks > 0).astype("float32")[..., np.newaxis])
m = fcn(1, "softmax")
m.compile("adam", "binary_crossentropy", metrics=["accuracy"])  # expect: CL101
m.fit(images, (masks > 0).astype("float32")[..., np.newaxis])
