import os

import keras

src = keras.Input((9,))
heads = []
losses = []
for task in os.listdir("tasks"):
    heads.append(keras.layers.Dense(1, name=task)(src))
    losses.append(keras.losses.MeanSquaredError())
model = keras.Model(src, heads)
model.compile("adam", loss=losses, metrics=["mae"])  # expect: none
