import typing
from collections import namedtuple

import tensorflow as tf

Bundle = namedtuple("Bundle", "model loss metrics")


class Spec(typing.NamedTuple):
    units: int
    activation: typing.Optional[str] = None
    loss: str = "mse"


def make(spec: Spec) -> Bundle:
    units, activation, loss = spec
    m = tf.keras.Sequential([tf.keras.layers.Dense(8, "relu"), tf.keras.layers.Dense(units, activation)])
    return Bundle(m, loss, metrics=["mae"] if loss == "mse" else ["accuracy"])


regression = make(Spec(1))
regression.model.compile("adam", regression.loss, metrics=regression.metrics)  # expect: none
m, loss, metrics = make(Spec(4, "softmax", "sparse_categorical_crossentropy"))
m.compile("adam", loss, metrics=metrics)  # expect: none
broken = make(Spec(4, loss="sparse_categorical_crossentropy"))
broken.model.compile("adam", broken.loss, metrics=broken.metrics)  # expect: CL302
