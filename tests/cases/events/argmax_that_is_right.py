"""Argmax over several units, over the rows, and over time."""
import numpy as np
import keras

x, y = np.random.rand(60, 20), np.random.randint(0, 4, 60)
model = keras.Sequential([keras.Input((20,)), keras.layers.Dense(4, activation="softmax")])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: none
model.fit(x, y)
print(np.argmax(model.predict(x), axis=1))

ranker = keras.Sequential([keras.Input((20,)), keras.layers.Dense(1, activation="sigmoid")])
ranker.compile("adam", "binary_crossentropy", metrics=["accuracy"])  # expect: none
ranker.fit(x, y > 2)
print("best row", np.argmax(ranker.predict(x)), np.argmax(ranker.predict(x), axis=0))

spotter = keras.Sequential([keras.Input((30, 4)), keras.layers.LSTM(8, return_sequences=True), keras.layers.Dense(1, activation="sigmoid")])
spotter.compile("adam", "binary_crossentropy")  # expect: none
print("when", np.argmax(spotter.predict(np.random.rand(5, 30, 4)), axis=1))
