import numpy as np
from tensorflow import keras
from sklearn.datasets import load_diabetes, make_regression
from sklearn.preprocessing import StandardScaler

X, y = load_diabetes(return_X_y=True)
X2, y2 = make_regression(n_samples=500, n_features=10, noise=4.0)


def mlp(width):
    return keras.Sequential([keras.layers.Dense(width, activation="relu"), keras.layers.Dense(1)])


m = mlp(16)
m.compile("adam", keras.losses.Huber(delta=2.0), metrics=[keras.metrics.RootMeanSquaredError(), "mae"])  # expect: none
m.fit(X, y, epochs=2)
m = mlp(16)
m.compile("adam", "mean_absolute_error", metrics=["mape", "mse"])  # expect: none
m.fit(X2, y2, epochs=2)
m = mlp(8)
m.compile("rmsprop", "logcosh", metrics=[keras.metrics.R2Score()])  # expect: none
m.fit(X2, StandardScaler().fit_transform(y2.reshape(-1, 1)), epochs=2)
m = mlp(8)
m.compile("rmsprop", loss=keras.losses.mean_squared_error)  # expect: none
m.fit(X2, np.log1p(np.abs(y2)), epochs=2)
