# Right programs that come close to a fault.
import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

x = np.random.rand(100, 6)
y01 = np.random.randint(0, 2, 100)
y3 = np.random.randint(0, 3, 100)


def two():
    return keras.Sequential([layers.Dense(4, activation="relu"), layers.Dense(2, activation="softmax")])


m = two()
m.compile("adam", "categorical_crossentropy")  # expect: none
m.fit(x, np.column_stack([1 - y01, y01]))
m = two()
m.compile("adam", "categorical_crossentropy")  # expect: none
m.fit(x, np.vstack([1 - y01, y01]).T)
m = two()
m.compile("adam", "categorical_crossentropy")  # expect: none
m.fit(x, np.array([[1, 0] if v == 0 else [0, 1] for v in y01]))
m = two()
m.compile("adam", "categorical_crossentropy")  # expect: none
m.fit(x, keras.utils.to_categorical(y01).astype(np.float32).reshape(-1, 2))
m = two()
m.compile("adam", "categorical_crossentropy")  # expect: none
m.fit(x, (y01[:, None] == np.arange(2)).astype(float))
m = two()
m.compile("adam", "categorical_crossentropy")  # expect: none
hot = np.zeros((y01.size, y01.max() + 1))
hot[np.arange(y01.size), y01] = 1
m.fit(x, hot)
m = two()
m.compile("adam", "categorical_crossentropy")  # expect: none
m.fit(x, tf.one_hot(tf.squeeze(y01), 2))
m = two()
m.compile("adam", "sparse_categorical_crossentropy")  # expect: none
m.fit(x, hot[:, 1])
m = two()
m.compile("adam", "sparse_categorical_crossentropy")  # expect: none
m.fit(x, keras.utils.to_categorical(y01)[:, 1])
m = keras.Sequential([layers.Dense(4, activation="relu"), layers.Dense(1, activation="sigmoid")])
m.compile("adam", "binary_crossentropy")  # expect: none
m.fit(x, keras.utils.to_categorical(y01)[..., 1])
m = keras.Sequential([layers.Dense(4, activation="relu"), layers.Dense(1, activation="sigmoid")])
m.compile("adam", "binary_crossentropy")  # expect: none
m.fit(x, keras.utils.to_categorical(y01)[:, 1:])
m = keras.Sequential([layers.Dense(4, activation="relu"), layers.Dense(3, activation="softmax")])
m.compile("adam", "categorical_crossentropy")  # expect: none
m.fit(x, np.identity(3)[y3])
m = keras.Sequential([layers.Dense(4, activation="relu"), layers.Dense(3, activation="softmax")])
m.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: none
m.fit(x, np.squeeze(np.expand_dims(y3, 1)), validation_data=(x, y3))
m = keras.Sequential([layers.Dense(4, activation="relu"), layers.Dense(3)])
m.compile("adam", loss=lambda t, p: tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(t, p)))  # expect: none
m.fit(x, np.identity(3)[y3])
