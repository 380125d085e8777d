# MinMax scaled targets fit a sigmoid, and accuracy is not asked for.
import pandas as pd
from sklearn.preprocessing import MinMaxScaler
from tensorflow.keras import Sequential, layers

df = pd.read_csv("power.csv")
ys = MinMaxScaler().fit_transform(df[["load"]])
X = MinMaxScaler().fit_transform(df.drop(columns="load"))
m = Sequential([layers.Dense(12, activation="relu"), layers.Dense(1, activation="sigmoid")])
m.compile("adam", "mse", metrics=["mae"])  # expect: none
m.fit(X, ys)
m = Sequential([layers.Dense(12, activation="relu"), layers.Dense(1, activation="sigmoid")])
m.compile("adam", "binary_crossentropy")  # expect: none
m.fit(X, ys)
