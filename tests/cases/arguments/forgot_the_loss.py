import numpy as np
import tensorflow as tf

x = np.random.rand(100, 8)
y = np.random.randint(0, 2, 100)
model = tf.keras.Sequential(
    [tf.keras.Input((8,)), tf.keras.layers.Dense(16, activation="relu"), tf.keras.layers.Dense(1, activation="sigmoid")]
)
model.compile(optimizer=tf.keras.optimizers.Adam(1e-3), metrics=["accuracy"])  # expect: CL609
history = model.fit(x, y, epochs=5)
