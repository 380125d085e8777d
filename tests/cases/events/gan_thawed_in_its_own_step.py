"""A GAN whose joint model is a subclass: it freezes the critic, which is thawed for its own steps."""
import numpy as np
from tensorflow import keras
from tensorflow.keras import layers


class Joint(keras.Model):
    def __init__(self, critic, painter):
        super().__init__()
        self.critic = critic
        self.critic.trainable = False
        self.painter = painter

    def call(self, noise):
        return self.critic(self.painter(noise))


class Studio:
    def __init__(self):
        self.painter = keras.Sequential([keras.Input((3,)), layers.Dense(2)])
        self.critic = keras.Sequential([keras.Input((2,)), layers.Dense(1, activation="sigmoid")])
        self.critic.compile(loss="binary_crossentropy", optimizer="adam")  # expect: none
        self.joint = Joint(self.critic, self.painter)
        self.joint.compile(loss="binary_crossentropy", optimizer="adam")  # expect: none

    def step(self, real):
        noise = np.random.randn(8, 3)
        self.critic.trainable = True
        self.critic.train_on_batch(real, np.ones((8, 1)))
        self.critic.train_on_batch(self.painter.predict(noise), np.zeros((8, 1)))
        self.joint.critic.trainable = False
        self.joint.train_on_batch(noise, np.ones((8, 1)))


Studio().step(np.random.randn(8, 2))
