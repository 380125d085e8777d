import random

import numpy as np
from tensorflow.keras.layers import Dense, Input
from tensorflow.keras.models import Model
from tensorflow.keras.utils import to_categorical

COLORS = ["red", "green", "blue"]
names = [random.choice(COLORS) for _ in range(120)]
lookup = {c: i for i, c in enumerate(COLORS)}
y = np.array([lookup[c] for c in names])
x = np.random.rand(120, 5)

i = Input((5,))
m = Model(i, Dense(len(COLORS), activation="softmax")(i))
m.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: none
m.fit(x, y, verbose=0)

i = Input((5,))
m = Model(i, Dense(len(COLORS), activation="softmax")(i))
m.compile("adam", "categorical_crossentropy", metrics=["accuracy"])  # expect: none
m.fit(x, to_categorical(y, len(COLORS)), verbose=0)
