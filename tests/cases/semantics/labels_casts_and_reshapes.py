import numpy as np
import tensorflow as tf
from tensorflow.keras import layers


def classifier(n, activation):
    return tf.keras.Sequential([layers.Dense(16, activation="relu"), layers.Dense(n, activation=activation)])


x = np.random.rand(200, 8).astype(np.float32)
ids = np.random.randint(3, size=200)

m = classifier(3, "softmax")
m.compile("adam", "sparse_categorical_crossentropy")  # expect: none
m.fit(x, ids.astype("float32").reshape(-1, 1))
m = classifier(3, "softmax")
m.compile("adam", "categorical_crossentropy")  # expect: CL201
m.fit(x, ids.astype(np.float32).reshape((-1, 1)))
m = classifier(3, "softmax")
m.compile("adam", "categorical_crossentropy")  # expect: CL201
m.fit(x, tf.cast(tf.convert_to_tensor(ids), tf.int64))
m = classifier(1, "sigmoid")
m.compile("adam", "binary_crossentropy", metrics=["accuracy"])  # expect: none
m.fit(x, np.array(ids > 1, dtype=int)[:, np.newaxis])
m = classifier(1, "sigmoid")
m.compile("adam", "binary_crossentropy", metrics=["accuracy"])  # expect: none
m.fit(x, (ids == 2) * 1.0)
m = classifier(2, "softmax")
m.compile("adam", "categorical_crossentropy", metrics=["accuracy"])  # expect: CL201
m.fit(x, np.where(ids == 2, 1, 0))
m = classifier(2, "softmax")
m.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: none
m.fit(x, np.where(ids == 2, 1, 0))
m = classifier(1, "sigmoid")
m.compile("adam", "categorical_crossentropy")  # expect: CL105
m.fit(x, (x[:, 0] > 0.5).astype("float32"))
m = classifier(1, "sigmoid")
m.compile("adam", "binary_crossentropy", metrics=["accuracy"])  # expect: none
m.fit(x, np.where(ids_in_a_file != 0, 1, 0))
m = classifier(1, "sigmoid")
m.compile("adam", "hinge", metrics=["accuracy"])  # expect: CL109
m.fit(x, np.where(ids_in_a_file != 0, 1, 0))
m = classifier(4, "sigmoid")
m.compile("adam", "binary_crossentropy")  # expect: none
m.fit(x, np.where(ids_in_a_file != 0, 1, 0))
