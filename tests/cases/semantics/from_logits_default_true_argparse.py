import argparse

from tensorflow import keras

parser = argparse.ArgumentParser(description="train")
parser.add_argument("--probabilities", dest="from_logits", action="store_false")
opts = parser.parse_args()
model = keras.Sequential([keras.layers.Dense(64, activation="relu", input_shape=(40,)), keras.layers.Dense(6, activation="softmax")])
model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=opts.from_logits))  # expect: CL301
