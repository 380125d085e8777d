import numpy as np
import keras

x = np.random.rand(80, 5)
y = x.sum(axis=1)
model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(1)])
model.compile(loss="mse", optimizer="adam", metrics=["mae", "MAPE", "cosine_similarity", "RootMeanSquaredError"])  # expect: none
model.fit(x, y)
