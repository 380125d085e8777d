# Prices that are only read say nothing; what is computed of them does.
import numpy as np
import pandas as pd
from tensorflow import keras
from tensorflow.keras import layers

train = pd.read_csv("train.csv")
test = pd.read_csv("test.csv")
both = pd.concat([train.drop("SalePrice", axis=1), test], sort=False)
both = pd.get_dummies(both.fillna(both.mean()))
n = len(train)
X, X_submit = both[:n], both[n:]
price = train["SalePrice"]
train["LogPrice"] = np.log1p(train["SalePrice"])
train["Standard"] = (price - price.mean()) / price.std()

net = keras.Sequential([layers.Dense(64, activation="relu"), layers.Dense(1)])
net.compile("adam", "mse", metrics=["mae"])  # expect: none
net.fit(X, price, epochs=9)

net = keras.Sequential([layers.Dense(64, activation="relu"), layers.Dense(1, activation="relu")])
net.compile("adam", "mse", metrics=["mae"])  # expect: CL111
net.fit(X.values, train["LogPrice"].values, epochs=9)

net = keras.Sequential([layers.Dense(64, activation="relu"), layers.Dense(1, activation="sigmoid")])
net.compile("adam", "mse", metrics=["mae"])  # expect: CL106
net.fit(X.values, train["Standard"], epochs=9)

encoder = keras.Sequential([layers.Dense(8, activation="relu"), layers.Dense(200, activation="sigmoid")])
encoder.compile("adam", "binary_crossentropy")  # expect: none
encoder.fit(X, X, epochs=9)
