import numpy as np
import tensorflow as tf
from tensorflow.keras import layers

ATTRIBUTES = {"colour": 12, "material": 6, "broken": 1}


def build(image_size=64):
    inp = layers.Input((image_size, image_size, 3))
    x = inp
    for f in (16, 32):
        x = layers.Conv2D(f, 3, activation="relu")(x)
        x = layers.MaxPooling2D()(x)
    x = layers.Flatten()(x)
    outs, losses, metrics = [], {}, {}
    for name, n in ATTRIBUTES.items():
        if n == 1:
            outs.append(layers.Dense(1, activation="sigmoid", name=name)(x))
            losses[name] = "binary_crossentropy"
        else:
            outs.append(layers.Dense(n, activation="softmax", name=name)(x))
            losses[name] = "sparse_categorical_crossentropy"
        metrics[name] = ["accuracy"]
    return tf.keras.Model(inp, outs), losses, metrics


model, losses, metrics = build()
model.compile("adam", loss=losses, metrics=metrics)  # expect: none
plate_in = layers.Input((32, 128, 1))
h = layers.Flatten()(layers.Conv2D(8, 3, activation="relu")(plate_in))
chars = [layers.Dense(36, name=f"char{i}")(h) for i in range(7)]
plate = tf.keras.Model(plate_in, chars)
plate.compile("adam", loss={f"char{i}": "categorical_crossentropy" for i in range(7)})  # expect: CL302
plate.compile("adam", loss={f"char{i}": tf.keras.losses.CategoricalCrossentropy(from_logits=True) for i in range(7)})  # expect: none
