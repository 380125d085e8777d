import functools

import numpy as np
import tensorflow as tf
from tensorflow.keras import layers, losses

Y = np.random.choice([0, 1, 2], size=64)
X = np.random.uniform(size=(64, 9))
FROM_LOGITS = True


def net(last):
    return tf.keras.Sequential([tf.keras.Input((9,)), layers.Dense(8, "relu"), last])


m = net(layers.Dense(3, "softmax"))
m.compile("adam", losses.SparseCategoricalCrossentropy(FROM_LOGITS))  # expect: CL301
m.fit(X, Y)
m = net(layers.Dense(3, "softmax"))
m.compile("adam", functools.partial(losses.sparse_categorical_crossentropy, from_logits=True))  # expect: CL301
m.fit(X, Y)
kwargs = dict(from_logits=not FROM_LOGITS)
m = net(layers.Dense(3))
m.compile("adam", losses.SparseCategoricalCrossentropy(**kwargs))  # expect: CL302
m.fit(X, Y)
m = net(layers.Dense(3))
m.compile("adam", loss=losses.sparse_categorical_crossentropy)  # expect: CL302
m.fit(X, Y)
m = net(layers.Dense(3, activation=None))
m.compile("adam", loss=tf.losses.SparseCategoricalCrossentropy(from_logits=bool(1)))  # expect: none
m.fit(X, Y)


def logits_loss(labels, logits):
    return tf.keras.losses.sparse_categorical_crossentropy(labels, logits, from_logits=True)


m = net(layers.Dense(3))
m.compile("adam", loss=logits_loss)  # expect: none
m.fit(X, Y)


def named(y_true, y_pred):
    return tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tf.cast(y_true, tf.int32), logits=y_pred)


m = net(layers.Dense(3))
m.compile("adam", loss=named)  # expect: none
m.fit(X, Y)
