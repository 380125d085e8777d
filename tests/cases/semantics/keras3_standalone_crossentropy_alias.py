import keras
import numpy as np

x = np.random.rand(30, 4).astype("float32")
y = np.arange(30) % 3
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation="softmax")])
model.compile("adam", loss="crossentropy", metrics=["accuracy"])  # expect: none
model.fit(x, y)
logits = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)])
logits.compile("adam", loss="crossentropy", metrics=["accuracy"])  # expect: CL302
logits.fit(x, y)
