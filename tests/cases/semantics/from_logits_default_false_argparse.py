import argparse

from tensorflow import keras

parser = argparse.ArgumentParser(description="train")
parser.add_argument("--from-logits", action="store_true", help="the loss gets raw scores")
parser.add_argument("--lr", type=float, default=1e-3)
args = parser.parse_args()

model = keras.Sequential([keras.layers.Dense(64, activation="relu", input_shape=(40,)), keras.layers.Dense(6, activation="softmax")])
model.compile(keras.optimizers.Adam(args.lr), keras.losses.SparseCategoricalCrossentropy(from_logits=args.from_logits))  # expect: CL301?
