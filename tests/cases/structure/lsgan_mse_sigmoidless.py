import numpy as np
from tensorflow.keras import Sequential, Model, Input, layers, optimizers


def make_discriminator(shape):
    return Sequential([
        layers.Input(shape=shape),
        layers.Conv2D(32, 3, strides=2, padding="same"), layers.LeakyReLU(0.2),
        layers.Conv2D(64, 3, strides=2, padding="same"), layers.LeakyReLU(0.2),
        layers.Flatten(),
        layers.Dense(1),  # (!!!) no softmax
    ])


disc = make_discriminator((32, 32, 3))
disc.compile(loss="mse", optimizer=optimizers.Adam(2e-4, 0.5), metrics=["accuracy"])  # expect: none
ones, zeros = np.ones((16, 1)), np.zeros((16, 1))
for _ in range(100):
    real = np.random.rand(16, 32, 32, 3)
    disc.train_on_batch(real, ones)
    disc.train_on_batch(np.random.rand(16, 32, 32, 3), zeros)
