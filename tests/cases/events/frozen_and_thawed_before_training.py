"""What counts is the value that holds when training starts."""
import numpy as np
from tensorflow import keras
from tensorflow.keras import layers

x, y = np.random.rand(64, 6), np.random.rand(64)
base = keras.Sequential([keras.Input((6,)), layers.Dense(16, activation="relu")])

net = keras.Sequential([base, layers.Dense(1)])
net.compile(optimizer="adam", loss="mse")  # expect: none
base.trainable = False
print(len(net.trainable_weights))
base.trainable = True
net.fit(x, y)

other = keras.Sequential([keras.Input((6,)), layers.Dense(16, activation="relu"), layers.Dense(1)])
other.compile(optimizer="adam", loss="mse")  # expect: CL901
other.trainable = True
other.layers[0].trainable = False
other.fit(x, y)
