import json

import keras

with open("config.json") as file:
    config = json.load(file)
model = keras.Sequential([keras.Input((6,)), keras.layers.Dense(1)])
model.compile(optimizer=config["optimizer"], loss="mse", metrics=config.get("metrics"))  # expect: none
