# A matrix of zeros and ones drawn at random is multi-label.
import numpy as np
from keras import Sequential, layers

X = np.random.rand(500, 16)
Y = np.random.randint(0, 2, size=(500, 5))
m = Sequential([layers.Input((16,)), layers.Dense(5, activation="sigmoid")])
m.compile("adam", "binary_crossentropy", metrics=["binary_accuracy"])  # expect: none
m.fit(X, Y)
m = Sequential([layers.Input((16,)), layers.Dense(5, activation="softmax")])
m.compile("adam", "categorical_crossentropy")  # expect: CL204
m.fit(X, Y)
m = Sequential([layers.Input((16,)), layers.Dense(5, activation="sigmoid")])
m.compile("adam", "binary_crossentropy", metrics=["binary_accuracy"])  # expect: none
m.fit(X, (np.random.rand(500, 5) > 0.7).astype(int))
