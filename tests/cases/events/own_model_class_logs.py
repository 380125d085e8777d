"""A model class with a training step of its own logs what it likes."""
import numpy as np
import keras


class Vae(keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = keras.layers.Dense(4)
        self.kl_tracker = keras.metrics.Mean(name="kl_loss")

    def call(self, x):
        return self.dense(x)

    def train_step(self, data):
        return {"kl_loss": self.kl_tracker.result()}


x = np.random.rand(40, 4)
vae = Vae()
vae.compile(optimizer="adam")  # expect: none
vae.fit(x, epochs=2, callbacks=[keras.callbacks.EarlyStopping(monitor="kl_loss", mode="min")])
