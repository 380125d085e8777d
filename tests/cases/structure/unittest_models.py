import unittest

import numpy as np
import tensorflow as tf


class TestModels(unittest.TestCase):
    def setUp(self):
        self.x = np.random.rand(32, 4).astype("float32")
        self.y = np.random.randint(0, 3, 32)

    def _model(self, units, activation):
        return tf.keras.Sequential([tf.keras.layers.Input((4,)), tf.keras.layers.Dense(units, activation=activation)])

    def test_softmax(self):
        m = self._model(3, "softmax")
        m.compile("sgd", "sparse_categorical_crossentropy")  # expect: none
        m.fit(self.x, self.y, verbose=0)

    def test_integer_labels_raise(self):
        m = self._model(3, "softmax")
        m.compile("sgd", "categorical_crossentropy")  # expect: none
        with self.assertRaises(ValueError):
            m.fit(self.x, self.y, verbose=0)

    def test_one_hot(self):
        m = self._model(3, "softmax")
        m.compile("sgd", "categorical_crossentropy")  # expect: none
        m.fit(self.x, tf.one_hot(self.y, 3), verbose=0)


if __name__ == "__main__":
    unittest.main()
