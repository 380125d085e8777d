# Wrong programs in less usual spelling.
import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

x = np.random.rand(100, 6)
y01 = np.random.randint(0, 2, 100)
y3 = np.random.randint(0, 3, 100)
hot3 = tf.keras.utils.to_categorical(y3, num_classes=3)


def net(n, act):
    return keras.Sequential([layers.Dense(4, activation="relu"), layers.Dense(n, activation=act)])


m = net(2, "softmax")
m.compile("adam", loss="mse")  # expect: CL201
m.fit(x, y01)
m = net(3, "softmax")
m.compile("adam", loss="mae")  # expect: CL201
m.fit(x=x, y=y3, batch_size=10)
m = net(1, "sigmoid")
m.compile("adam", loss="binary_crossentropy")  # expect: CL205
m.fit(x, tf.one_hot(y01, 2))
m = net(1, "linear")
m.compile("adam", loss="mse")  # expect: CL205
m.fit(x, hot3)
m = net(3, "softmax")
m.compile("adam", loss="binary_crossentropy")  # expect: CL103
m.fit(x, hot3)
m = net(3, "softmax")
m.compile("adam", loss="binary_crossentropy")  # expect: CL103, CL201
m.fit(x, y3)
m = net(3, "sigmoid")
m.compile("adam", loss="sparse_categorical_crossentropy")  # expect: CL102
m.fit(x, y3)
m = net(3, "sigmoid")
m.compile("adam", loss="sparse_categorical_crossentropy")  # expect: CL102, CL202
m.fit(x, hot3)
m = net(3, "relu")
m.compile("adam", loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True))  # expect: CL104
m.fit(x, hot3)
m = net(2, "tanh")
m.compile("adam", loss="categorical_crossentropy")  # expect: CL104
m.fit(x, tf.keras.utils.to_categorical(y01))
m = net(1, "sigmoid")
m.compile("adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: CL105
m.fit(x, y01)
m = net(1, "softmax")
m.compile("adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: CL101
m.fit(x, y01)
m = net(1, "softmax")
m.compile("adam", loss="categorical_crossentropy", metrics=["accuracy"])  # expect: CL101
m.fit(x, hot3)
m = net(4, "softmax")
m.compile("adam", loss="categorical_crossentropy")  # expect: CL203
m.fit(x, hot3)
m = net(1, "sigmoid")
m.compile("adam", loss=tf.keras.losses.BinaryCrossentropy(from_logits=True), metrics=["accuracy"])  # expect: CL301
m.fit(x, y01)
m = net(3, "softmax")
m.compile("adam", loss=tf.losses.CategoricalCrossentropy(from_logits=True))  # expect: CL301
m.fit(x, hot3)
