import glob
import numpy as np
from keras.models import Sequential
from keras.layers import Dense

pos = np.array([np.load(f) for f in glob.glob("pos/*.npy")])
neg = np.array([np.load(f) for f in glob.glob("neg/*.npy")])
x = np.concatenate([pos, neg])
y = np.array([1] * len(pos) + [0] * len(neg))


def mlp(units, act):
    m = Sequential()
    m.add(Dense(64, activation="relu", input_dim=x.shape[1]))
    m.add(Dense(units, activation=act))
    return m


one = mlp(1, "sigmoid")
one.compile("adam", "binary_crossentropy", metrics=["accuracy"])  # expect: none
one.fit(x, y, epochs=4)
two = mlp(2, "softmax")
two.compile("adam", "categorical_crossentropy", metrics=["accuracy"])  # expect: CL201
two.fit(x, y, epochs=4)
