import numpy as np
import tensorflow as tf


class Loader:
    def __init__(self, x, y, batch_size=32, one_hot=False):
        self.x, self.y, self.batch_size, self.one_hot = x, y, batch_size, one_hot

    def __len__(self):
        return len(self.x) // self.batch_size

    def __iter__(self):
        order = np.random.permutation(len(self.x))
        for start in range(0, len(order), self.batch_size):
            idx = order[start:start + self.batch_size]
            labels = self.y[idx]
            if self.one_hot:
                labels = tf.keras.utils.to_categorical(labels, 10)
            yield self.x[idx], labels


(x, y), _ = tf.keras.datasets.mnist.load_data()
x = x.reshape(-1, 784) / 255.0
net = tf.keras.Sequential([tf.keras.layers.Dense(64, "relu"), tf.keras.layers.Dense(10, "softmax")])
net.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: none
for epoch in range(3):
    for bx, by in Loader(x, y):
        net.train_on_batch(bx, by)
other = tf.keras.Sequential([tf.keras.layers.Dense(64, "relu"), tf.keras.layers.Dense(10, "softmax")])
other.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: CL202
for bx, by in Loader(x, y, one_hot=True):
    other.train_on_batch(bx, by)
