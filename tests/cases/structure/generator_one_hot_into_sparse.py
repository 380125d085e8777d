import numpy as np
import tensorflow as tf
from tensorflow.keras import layers


def data_gen(n_batches, n_classes):
    for _ in range(n_batches):
        xs = np.random.rand(16, 50)
        ys = tf.keras.utils.to_categorical(np.random.randint(0, n_classes, 16), n_classes)
        yield xs, ys


n = 9
net = tf.keras.models.Sequential([layers.Dense(32, activation="elu", input_shape=(50,)), layers.Dense(n, "softmax")])
net.compile("nadam", "sparse_categorical_crossentropy")  # expect: CL202
net.fit(data_gen(100, n), steps_per_epoch=100)
