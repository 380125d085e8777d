import keras
import numpy as np


class Sampling(keras.layers.Layer):
    def call(self, inputs):
        mean, log_var = inputs
        self.add_loss(-0.5 * keras.ops.mean(1 + log_var - keras.ops.square(mean) - keras.ops.exp(log_var)))
        return mean + keras.ops.exp(0.5 * log_var) * keras.random.normal(keras.ops.shape(mean))


src = keras.Input((8,))
hidden = keras.layers.Dense(6, activation="relu")(src)
z = Sampling()([keras.layers.Dense(2)(hidden), keras.layers.Dense(2)(hidden)])
model = keras.Model(src, keras.layers.Dense(8)(z))
model.compile("rmsprop")  # expect: none
model.fit(np.ones((20, 8)), np.ones((20, 8)))
