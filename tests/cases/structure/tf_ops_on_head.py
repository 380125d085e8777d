import tensorflow as tf
from tensorflow.keras import layers

inp = tf.keras.Input((64,))
h = layers.Dense(64, activation="relu")(inp)
logits = layers.Dense(5)(h)
temperature = 2.0
soft = tf.nn.softmax(logits / temperature)
m = tf.keras.Model(inp, soft)
m.compile("adam", "categorical_crossentropy", metrics=["accuracy"])  # expect: none
probs = tf.keras.activations.softmax(logits)
m2 = tf.keras.Model(inp, tf.reshape(probs, (-1, 5)))
m2.compile("adam", tf.keras.losses.CategoricalCrossentropy(from_logits=True))  # expect: CL301
score = tf.squeeze(layers.Dense(1)(h), axis=-1)
m3 = tf.keras.Model(inp, tf.sigmoid(score))
m3.compile("adam", "binary_crossentropy", metrics=["accuracy"])  # expect: none
m4 = tf.keras.Model(inp, layers.Lambda(lambda t: tf.nn.softmax(t))(logits))
m4.compile("adam", "categorical_crossentropy", metrics=["accuracy"])  # expect: none
m5 = tf.keras.Model(inp, layers.Lambda(lambda t: t * 10)(logits))
m5.compile("adam", tf.keras.losses.CategoricalCrossentropy(from_logits=True))  # expect: none
