# One switch decides between two encodings of the target and two losses: they stay together.
import argparse

import pandas as pd
from tensorflow.keras import Sequential, layers

parser = argparse.ArgumentParser()
parser.add_argument("--target", default="target")
parser.add_argument("--dummies", action="store_true")
args = parser.parse_args()

df = pd.read_csv("heart.csv")
if args.dummies:
    y = pd.get_dummies(df["cp"])
    loss = "categorical_crossentropy"
else:
    df["cp"] = df["cp"].astype("category").cat.codes
    y = df["cp"]
    loss = "sparse_categorical_crossentropy"
X = df.drop("cp", axis=1)
net = Sequential([layers.Dense(9, activation="relu"), layers.Dense(4, activation="softmax")])
net.compile("adam", loss, metrics=["accuracy"])  # expect: none
net.fit(X, y)

disease = Sequential([layers.Dense(9, activation="relu"), layers.Dense(2, activation="softmax")])
disease.compile("adam", "categorical_crossentropy", metrics=["accuracy"])  # expect: CL201
disease.fit(X.drop(args.target, axis=1), df[args.target])
