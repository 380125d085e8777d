# What a layer of one's own does is not known.
import keras
from keras import layers, ops


class Sigmoidish(layers.Layer):
    def call(self, x):
        return x / (1 + ops.abs(x)) * 0.5 + 0.5


@keras.saving.register_keras_serializable()
def scaled_tanh(x):
    return 0.5 * ops.tanh(x) + 0.5


def dense(x, units, activation=None):
    return Sigmoidish()(layers.Dense(units, activation=activation)(x))


inp = keras.Input((8,))
keras.Model(inp, Sigmoidish()(layers.Dense(1)(inp))).compile("adam", "binary_crossentropy")  # expect: none
keras.Model(inp, layers.Dense(1, activation=scaled_tanh)(inp)).compile("adam", "binary_crossentropy")  # expect: none
keras.Model(inp, layers.Activation(scaled_tanh)(layers.Dense(1)(inp))).compile("adam", "bce")  # expect: none
keras.Model(inp, dense(inp, 3)).compile("adam", "categorical_crossentropy")  # expect: none
keras.Model(inp, layers.Lambda(lambda t: 0.5 * (ops.tanh(t) + 1))(layers.Dense(1)(inp))).compile("adam", "bce")  # expect: none
