"""Without save_best_only a checkpoint never reads its monitor; Keras 3 only has to know the direction."""
import numpy as np
import keras

x, y = np.random.rand(64, 3), np.random.rand(64)
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
model.compile("adam", "mse")  # expect: none
model.fit(x, y, callbacks=[keras.callbacks.ModelCheckpoint("every-{epoch}.keras"),
                           keras.callbacks.ModelCheckpoint("max-{epoch}.keras", monitor="val_r2", mode="max")])
