import os

os.environ["KERAS_BACKEND"] = "jax"

import numpy as np
import keras
from keras import layers, ops

USE_LOGITS = os.environ.get("USE_LOGITS", "0") == "1"

inputs = keras.Input(shape=(28, 28, 1))
x = layers.Conv2D(32, 3, activation="relu")(inputs)
x = layers.GlobalAveragePooling2D()(x)
x = layers.Dense(10)(x)
if not USE_LOGITS:
    x = layers.Activation("softmax")(x)
model = keras.Model(inputs, x)
model.compile(  # expect: none
    optimizer="adam",
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=USE_LOGITS),
    metrics=["sparse_categorical_accuracy"],
)
(x_train, y_train), _ = keras.datasets.mnist.load_data()
model.fit(np.expand_dims(x_train, -1) / 255.0, y_train, epochs=1, batch_size=128)
