from functools import partial, update_wrapper

import tensorflow as tf
from tensorflow.keras import backend as K


def tilted(q, y, f):
    e = y - f
    return K.mean(K.maximum(q * e, (q - 1) * e), axis=-1)


def wrapped_partial(func, *args, **kwargs):
    p = partial(func, *args, **kwargs)
    update_wrapper(p, func)
    return p


models = {}
for q in (0.1, 0.5, 0.9):
    m = tf.keras.Sequential([tf.keras.layers.Dense(30, activation="relu", input_dim=1), tf.keras.layers.Dense(1)])
    m.compile(loss=wrapped_partial(tilted, q), optimizer="adam")  # expect: none
    models[q] = m
    n = tf.keras.models.clone_model(m)
    n.compile(loss=lambda y, f, q=q: tilted(q, y, f), optimizer="adam", metrics=["mae"])  # expect: none

r = tf.keras.models.clone_model(models[0.5])
r.compile(loss=partial(tf.keras.losses.huber, delta=2.0), optimizer="adam")  # expect: none
