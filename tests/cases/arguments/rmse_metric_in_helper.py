import numpy as np
from keras import layers, models

METRICS = ["mae", "rmse"]


def compiled(width):
    net = models.Sequential([layers.Input((width,)), layers.Dense(24, activation="relu"), layers.Dense(1)])
    net.compile(optimizer="adam", loss="mse", metrics=METRICS)  # expect: CL602
    return net


rows = np.random.rand(40, 7)
compiled(7).fit(rows, rows.sum(axis=1), epochs=2)
