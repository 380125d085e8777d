# Quality becomes good or bad in several spellings, each of them zeros and ones in one column.
import numpy as np
import pandas as pd
from keras import Sequential
from keras.layers import Dense

wine = pd.read_csv("winequality-red.csv", sep=";")
wine["good"] = wine["quality"].apply(lambda value: 1 if value >= 7 else 0)
wine["drinkable"] = np.where(wine["quality"] > 4, 1, 0)
wine["band"] = pd.cut(wine["quality"], bins=[2, 4, 6, 9], labels=False)
X = wine.drop(["quality", "good", "drinkable", "band"], axis=1)

net = Sequential([Dense(32, activation="relu"), Dense(2, activation="softmax")])
net.compile("adam", "categorical_crossentropy", metrics=["accuracy"])  # expect: CL201
net.fit(X, wine["good"], epochs=9)

net = Sequential([Dense(32, activation="relu"), Dense(1, activation="sigmoid")])
net.compile("adam", "binary_crossentropy", metrics=["accuracy"])  # expect: none
net.fit(X, wine["drinkable"], epochs=9)

net = Sequential([Dense(32, activation="relu"), Dense(1, activation="sigmoid")])
net.compile("adam", "binary_crossentropy", metrics=["accuracy"])  # expect: CL206
net.fit(X, wine["band"], epochs=9)

net = Sequential([Dense(32, activation="relu"), Dense(3, activation="softmax")])
net.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: none
net.fit(X, wine["band"], epochs=9)

net = Sequential([Dense(32, activation="relu"), Dense(1)])
net.compile("adam", "mse", metrics=["mae"])  # expect: none
net.fit(X, wine["quality"], epochs=9)
