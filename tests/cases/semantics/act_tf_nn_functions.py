# Heads that apply tf.nn functions by hand.
import tensorflow as tf

x_in = tf.keras.Input((20,))
h = tf.keras.layers.Dense(32, activation=tf.nn.relu)(x_in)
logits = tf.keras.layers.Dense(4)(h)

probs = tf.keras.layers.Lambda(lambda t: tf.nn.softmax(t))(logits)
a = tf.keras.Model(x_in, probs)
a.compile("adam", tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True))  # expect: CL301

b = tf.keras.Model(x_in, tf.nn.softmax(logits))
b.compile("adam", tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True))  # expect: CL301

c = tf.keras.Model(x_in, tf.nn.softmax(logits))
c.compile("adam", tf.keras.losses.SparseCategoricalCrossentropy())  # expect: none

d = tf.keras.Model(x_in, tf.nn.log_softmax(logits))
d.compile("adam", tf.keras.losses.SparseCategoricalCrossentropy())  # expect: CL104

e = tf.keras.Model(x_in, tf.nn.log_softmax(logits))
e.compile("adam", tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True))  # expect: none

f = tf.keras.Model(x_in, tf.math.sigmoid(logits))
f.compile("adam", "sparse_categorical_crossentropy")  # expect: CL102

g = tf.keras.Model(x_in, logits)
g.compile("adam", tf.keras.losses.SparseCategoricalCrossentropy())  # expect: CL302
