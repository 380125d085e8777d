"""Transfer learning as it should be."""
import numpy as np
import tensorflow as tf

images = np.random.rand(16, 96, 96, 3)
labels = np.random.randint(0, 5, 16)
base = tf.keras.applications.MobileNetV2(include_top=False, input_shape=(96, 96, 3), pooling="avg")
base.trainable = False
model = tf.keras.Sequential([base, tf.keras.layers.Dense(5, activation="softmax")])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: none
model.fit(images, labels, epochs=3)
base.trainable = True
for layer in base.layers[:100]:
    layer.trainable = False
model.compile(tf.keras.optimizers.Adam(1e-5), "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: none
model.fit(images, labels, epochs=3)
