import argparse

import keras

parser = argparse.ArgumentParser()
parser.add_argument("--metric", default="fbeta")
parser.add_argument("--optimizer", default="adam")
options = parser.parse_args()

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile(options.optimizer, "binary_crossentropy", metrics=[options.metric])  # expect: CL602
