import tensorflow as tf

x = tf.keras.Input((4,))
h = tf.keras.layers.Dense(3)(x)
model = tf.keras.Model(x, {"a": h, "b": tf.nn.softmax(h)})
model.compile(loss={"a": "mse", "b": tf.keras.losses.CategoricalCrossentropy(from_logits=True)})
