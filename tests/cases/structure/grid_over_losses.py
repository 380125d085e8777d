import itertools
import numpy as np
import keras

x = np.random.rand(400, 10).astype("float32")
y = (x.sum(axis=1, keepdims=True) + np.random.normal(scale=0.1, size=(400, 1))).astype("float32")

grid = {"units": [16, 32], "loss": ["mse", "mae", "huber"], "lr": [1e-2, 1e-3]}
best = None
for units, loss, lr in itertools.product(grid["units"], grid["loss"], grid["lr"]):
    keras.backend.clear_session()
    model = keras.Sequential([
        keras.layers.Input(shape=(10,)),
        keras.layers.Dense(units, activation="relu"),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer=keras.optimizers.Adam(learning_rate=lr), loss=loss)  # expect: none
    h = model.fit(x, y, epochs=2, validation_split=0.2, verbose=0)
    score = h.history["val_loss"][-1]
    if best is None or score < best[0]:
        best = (score, units, loss, lr)
print(best)
