"""Transfer learning: the base is thawed for the second phase, but compile is forgotten."""
import numpy as np
import tensorflow as tf

images = np.random.rand(16, 96, 96, 3)
labels = np.random.randint(0, 5, 16)
base = tf.keras.applications.MobileNetV2(include_top=False, input_shape=(96, 96, 3), pooling="avg")
base.trainable = False
i = tf.keras.Input((96, 96, 3))
o = tf.keras.layers.Dense(5, activation="softmax")(base(i, training=False))
model = tf.keras.Model(i, o)
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: CL901
model.fit(images, labels, epochs=3)
base.trainable = True
model.fit(images, labels, epochs=3)
