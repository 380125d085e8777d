"""Both callbacks wait for a val_loss that never comes."""
import numpy as np
from tensorflow import keras
from tensorflow.keras import layers

prices = np.random.rand(500, 13)
target = prices @ np.random.rand(13)
model = keras.Sequential([layers.Input(shape=(13,)), layers.Dense(64, activation="relu"), layers.Dense(1)])
model.compile(optimizer="rmsprop", loss="mse", metrics=["mae"])  # expect: CL702
model.fit(prices, target, epochs=100, batch_size=16,
          callbacks=[keras.callbacks.EarlyStopping(patience=10), keras.callbacks.ReduceLROnPlateau(patience=4)])
