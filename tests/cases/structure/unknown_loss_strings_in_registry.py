import numpy as np
import keras

REGISTRY = {
    "l1": "mean_absolute_error",
    "l2": "mean_squared_error",
    "rmse": "root_mean_squared_error",
    "smooth": "huber",
    "logcosh": "log_cosh",
}


def make(loss_key):
    m = keras.Sequential([keras.Input((5,)), keras.layers.Dense(16, "relu"), keras.layers.Dense(1)])
    m.compile(optimizer="adam", loss=REGISTRY[loss_key])  # expect: CL604
    return m


x = np.random.rand(64, 5)
y = x @ np.arange(5)
for key in REGISTRY:
    make(key).fit(x, y, verbose=0)
