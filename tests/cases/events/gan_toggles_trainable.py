"""A GAN in a class: the discriminator is thawed and frozen around its own steps."""
import numpy as np
from tensorflow import keras
from tensorflow.keras import layers


class Gan:
    def __init__(self):
        self.discriminator = keras.Sequential([keras.Input((2,)), layers.Dense(1, activation="sigmoid")])
        self.discriminator.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])  # expect: none
        self.generator = keras.Sequential([keras.Input((3,)), layers.Dense(2)])
        z = keras.Input((3,))
        self.discriminator.trainable = False
        self.combined = keras.Model(z, self.discriminator(self.generator(z)))
        self.combined.compile(loss="binary_crossentropy", optimizer="adam")  # expect: none

    def train(self, steps):
        for _ in range(steps):
            noise = np.random.randn(8, 3)
            self.discriminator.trainable = True
            self.discriminator.train_on_batch(self.generator.predict(noise), np.zeros((8, 1)))
            self.discriminator.trainable = False
            self.combined.train_on_batch(noise, np.ones((8, 1)))


Gan().train(10)
