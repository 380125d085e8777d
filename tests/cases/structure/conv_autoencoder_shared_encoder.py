import numpy as np
import tensorflow as tf
from tensorflow.keras.layers import Conv2D, MaxPooling2D, UpSampling2D, Input, Flatten, Dense
from tensorflow.keras.models import Model

(x_train, y_train), (x_test, y_test) = tf.keras.datasets.fashion_mnist.load_data()
x_train = x_train[..., None].astype("float32") / 255.
x_test = x_test[..., None].astype("float32") / 255.

inp = Input((28, 28, 1))


def encoder(t):
    t = Conv2D(32, 3, activation="relu", padding="same")(t)
    t = MaxPooling2D()(t)
    t = Conv2D(64, 3, activation="relu", padding="same")(t)
    return MaxPooling2D()(t)


def decoder(t):
    t = UpSampling2D()(Conv2D(64, 3, activation="relu", padding="same")(t))
    t = UpSampling2D()(Conv2D(32, 3, activation="relu", padding="same")(t))
    return Conv2D(1, 3, activation="sigmoid", padding="same")(t)


code = encoder(inp)
autoencoder = Model(inp, decoder(code))
autoencoder.compile(optimizer="adam", loss="mean_squared_error")  # expect: none
autoencoder.fit(x_train, x_train, epochs=10, validation_data=(x_test, x_test))

full_model = Model(inp, Dense(10, activation="softmax")(Dense(128, activation="relu")(Flatten()(code))))
for l1, l2 in zip(full_model.layers[:5], autoencoder.layers[0:5]):
    l1.set_weights(l2.get_weights())
for layer in full_model.layers[0:5]:
    layer.trainable = False
full_model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])  # expect: CL201
full_model.fit(x_train, y_train, epochs=5, validation_data=(x_test, y_test))
