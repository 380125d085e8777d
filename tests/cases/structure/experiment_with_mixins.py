import logging
import numpy as np
import tensorflow as tf

logger = logging.getLogger(__name__)


class DataMixin:
    def load(self):
        (self.x, self.y), (self.xt, self.yt) = tf.keras.datasets.mnist.load_data()
        self.x = self.x.reshape(-1, 784) / 255.0
        self.xt = self.xt.reshape(-1, 784) / 255.0
        if self.one_hot:
            self.y = tf.keras.utils.to_categorical(self.y, 10)
            self.yt = tf.keras.utils.to_categorical(self.yt, 10)


class ModelMixin:
    def build(self):
        self.model = tf.keras.Sequential([
            tf.keras.layers.Dense(128, "relu", input_shape=(784,)),
            tf.keras.layers.Dense(10, "softmax"),
        ])
        self.model.compile("adam", self.loss, metrics=["accuracy"])  # expect: CL202


class Experiment(DataMixin, ModelMixin):
    def __init__(self, one_hot, loss):
        self.one_hot, self.loss = one_hot, loss

    def __enter__(self):
        logger.info("start")
        return self

    def __exit__(self, *exc):
        tf.keras.backend.clear_session()

    def run(self):
        self.load()
        self.build()
        self.model.fit(self.x, self.y, validation_data=(self.xt, self.yt), epochs=1)


with Experiment(one_hot=False, loss="sparse_categorical_crossentropy") as e:
    e.run()
with Experiment(one_hot=True, loss="categorical_crossentropy") as e:
    e.run()
with Experiment(one_hot=True, loss="sparse_categorical_crossentropy") as e:
    e.run()
