"""Keras 2: add_metric gives training one more name."""
import numpy as np
import tf_keras as keras

x = np.random.rand(40, 4)
i = keras.Input((4,))
z = keras.layers.Dense(2)(i)
model = keras.Model(i, keras.layers.Dense(4)(z))
model.add_metric(keras.backend.mean(z), name="code")
model.compile("adam", "mse")  # expect: none
model.fit(x, x, validation_split=0.1, callbacks=[keras.callbacks.EarlyStopping(monitor="val_code", mode="min")])
