"""Without validation data the training loss is monitored, as it should be."""
import numpy as np
from tensorflow import keras

x = np.random.rand(100, 6)
ae = keras.Sequential([keras.Input((6,)), keras.layers.Dense(2, activation="relu"), keras.layers.Dense(6)])
ae.compile("adam", "mse")  # expect: none
ae.fit(x, x, epochs=5, callbacks=[
    keras.callbacks.EarlyStopping(monitor="loss", patience=3),
    keras.callbacks.ReduceLROnPlateau(monitor="loss", factor=0.2),
    keras.callbacks.ModelCheckpoint("ae.keras"),
    keras.callbacks.TensorBoard("logs"),
])
