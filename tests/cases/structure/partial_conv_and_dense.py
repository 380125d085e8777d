from functools import partial

import tensorflow as tf

Conv = partial(tf.keras.layers.Conv2D, kernel_size=3, padding="same", activation="relu", kernel_initializer="he_normal")
Out = partial(tf.keras.layers.Dense, activation="sigmoid")
compile_kwargs = dict(optimizer="adam", metrics=["accuracy"])

model = tf.keras.Sequential([
    tf.keras.layers.Input((64, 64, 3)),
    Conv(32), tf.keras.layers.MaxPool2D(),
    Conv(64), tf.keras.layers.GlobalAvgPool2D(),
    Out(1),
])
model.compile(loss="binary_crossentropy", **compile_kwargs)  # expect: none

multi = tf.keras.Sequential([
    tf.keras.layers.Input((64, 64, 3)),
    Conv(32, strides=2),
    tf.keras.layers.Flatten(),
    Out(5),
])
multi.compile(loss="categorical_crossentropy", **compile_kwargs)  # expect: CL102
override = tf.keras.Sequential([tf.keras.layers.Input((10,)), Out(5, activation="softmax")])
override.compile(loss="categorical_crossentropy", **compile_kwargs)  # expect: none
