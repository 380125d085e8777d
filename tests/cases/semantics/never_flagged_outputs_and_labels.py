# Set-ups that look odd and are right: heads, losses and labels that belong together all the same.
import keras
import numpy as np
from keras import layers
from sklearn.datasets import load_diabetes
from sklearn.preprocessing import MinMaxScaler, StandardScaler

rng = np.random.default_rng(3)
x = rng.uniform(size=(80, 6))
side = (x[:, 0] > 0.5).astype("float32")
ids = rng.integers(0, 4, size=80)
tags = rng.integers(0, 2, size=(80, 5))


def net(units, activation=None):
    return keras.Sequential([keras.Input((6,)), layers.Dense(8, activation="relu"), layers.Dense(units, activation)])


# Autoencoders: sigmoid with binary cross-entropy or mse, the targets are the inputs.
m = net(6, "sigmoid")
m.compile("adam", "binary_crossentropy")  # expect: none
m.fit(x, x, verbose=0)
m.compile("adam", "mse")  # expect: none
m.fit(x + rng.normal(scale=0.1, size=x.shape), x, verbose=0)
standard = StandardScaler().fit_transform(x)
m = net(6, "tanh")
m.compile("adam", "mse")  # expect: none
m.fit(standard, standard, verbose=0)

# Targets that an activation can reach.
_, price = load_diabetes(return_X_y=True)
unit = MinMaxScaler().fit_transform(price[:80].reshape(-1, 1))
m = net(1, "sigmoid")
m.compile("adam", "mse", metrics=["mae"])  # expect: none
m.fit(x, unit, verbose=0)
m = net(1, "tanh")
m.compile("adam", "mae")  # expect: none
m.fit(x, np.sin(6 * x[:, 0]), verbose=0)
m = net(1, "relu")
m.compile("adam", "huber")  # expect: none
m.fit(x, price[:80], verbose=0)
m = net(1, "sigmoid")
m.compile("adam", "mse")  # expect: none
m.fit(x, 1 / (1 + np.exp(-rng.normal(size=80))), verbose=0)
m.compile("adam", "mse")  # expect: none
m.fit(x, np.clip(rng.normal(size=80), 0, 1), verbose=0)

# A least squares classifier: one unit, or multi-hot labels.
m = net(1, "sigmoid")
m.compile("adam", "mse", metrics=["accuracy"])  # expect: none
m.fit(x, side, verbose=0)
m = net(5, "sigmoid")
m.compile("adam", "mae", metrics=["binary_accuracy"])  # expect: none
m.fit(x, tags, verbose=0)

# Hinge losses with labels of 0 and 1, and over several units.
m = net(1, "tanh")
m.compile("adam", "squared_hinge", metrics=["accuracy"])  # expect: none
m.fit(x, side, verbose=0)
m = net(1)
m.compile("adam", "hinge", metrics=["accuracy"])  # expect: none
m.fit(x, side, verbose=0)
m = net(4, "softmax")
m.compile("adam", "categorical_hinge", metrics=["accuracy"])  # expect: none
m.fit(x, keras.utils.to_categorical(ids, 4), verbose=0)

# Counts under a Poisson loss, with each activation that stays positive.
counts = rng.poisson(3.0, size=80)
m = net(1, "exponential")
m.compile("adam", "poisson")  # expect: none
m.fit(x, counts, verbose=0)
m = net(1, "softplus")
m.compile("adam", keras.losses.Poisson())  # expect: none
m.fit(x, counts, verbose=0)
m = net(1, "relu")
m.compile("adam", "poisson")  # expect: none
m.fit(x, counts, verbose=0)

# Labels that fit binary cross-entropy: floats, recoded ones, soft ones.
m = net(1, "sigmoid")
m.compile("adam", "binary_crossentropy", metrics=["accuracy"])  # expect: none
m.fit(x, (np.where(side > 0, 1, -1) + 1) / 2, verbose=0)
m.compile("adam", "binary_crossentropy")  # expect: none
m.fit(x, rng.integers(1, 3, size=80) - 1, verbose=0)
m.compile("adam", "binary_crossentropy")  # expect: none
m.fit(x, rng.uniform(0.7, 1.2, size=(80, 1)), verbose=0)
stars = rng.integers(1, 6, size=80)
m.compile("adam", "binary_crossentropy")  # expect: none
m.fit(x, (stars - 1) / 4, verbose=0)
masks = rng.integers(0, 2, size=80) * 255
m.compile("adam", "binary_crossentropy")  # expect: none
m.fit(x, masks / 255, verbose=0)

# Class ids from 1 with a unit to spare, shifted ids, an ignored class, ids of float type.
m = net(6, "softmax")
m.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: none
m.fit(x, stars, verbose=0)
m = net(5, "softmax")
m.compile("adam", "sparse_categorical_crossentropy", metrics=["acc"])  # expect: none
m.fit(x, stars - 1, verbose=0)
m.compile("adam", "sparse_categorical_crossentropy")  # expect: none
m.fit(x, (stars - 1).astype("float32"), verbose=0)
m.compile("adam", keras.losses.SparseCategoricalCrossentropy(ignore_class=5))  # expect: none
m.fit(x, stars, verbose=0)

# Numbers that happen to be scaled ids are right targets of a regression.
m = net(1)
m.compile("adam", "mse", metrics=["mae"])  # expect: none
m.fit(x, stars / 5, verbose=0)
m.compile("adam", "mae")  # expect: none
m.fit(x, StandardScaler().fit_transform(stars.reshape(-1, 1)), verbose=0)
