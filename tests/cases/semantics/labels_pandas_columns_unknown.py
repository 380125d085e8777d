# Nothing is known of a column but that it is one, so nothing else is said.
import pandas as pd
from tensorflow.keras import Sequential, layers

df = pd.read_csv("survey.csv")
y = df["target"]
X = df.drop(["target"], axis=1)
net = Sequential([layers.Dense(32, activation="relu"), layers.Dense(3, activation="softmax")])
net.compile("adam", "categorical_crossentropy", metrics=["accuracy"])  # expect: CL201
net.fit(X, y)
net = Sequential([layers.Dense(32, activation="relu"), layers.Dense(3, activation="softmax")])
net.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: none
net.fit(X.to_numpy(), y.astype("category").cat.codes)
net = Sequential([layers.Dense(32, activation="relu"), layers.Dense(1, activation="sigmoid")])
net.compile("adam", "binary_crossentropy", metrics=["accuracy"])  # expect: none
net.fit(X.values, y.map({"yes": 1, "no": 0}))
net = Sequential([layers.Dense(32, activation="relu"), layers.Dense(1)])
net.compile("adam", "mae", metrics=["mse"])  # expect: none
net.fit(X.values, df["target"].values.reshape(-1, 1))
