import numpy as np
from tensorflow import keras
from tensorflow.keras import layers


def make_classifier(input_dim, n_out, final_activation="sigmoid", loss="binary_crossentropy"):
    inputs = keras.Input(shape=(input_dim,))
    x = layers.Dense(64, activation="relu")(inputs)
    x = layers.BatchNormalization()(x)
    x = layers.Dense(32, activation="relu")(x)
    outputs = layers.Dense(n_out, activation=final_activation)(x)
    model = keras.Model(inputs, outputs)
    model.compile("adam", loss=loss, metrics=["accuracy"])  # expect: CL102
    return model


binary = make_classifier(20, 1)
multi = make_classifier(20, 4, loss="sparse_categorical_crossentropy")
x = np.random.rand(500, 20)
binary.fit(x, np.random.randint(0, 2, size=500), epochs=3)
multi.fit(x, np.random.randint(0, 4, size=500), epochs=3)
