import tensorflow as tf
import tf_keras as keras
from tf_keras.utils import get_custom_objects


def gaussian(x):
    return tf.exp(-tf.square(x))


get_custom_objects().update({"gaussian": gaussian})
net = keras.Sequential([keras.Input((4,)), keras.layers.Dense(9, activation="gaussian"), keras.layers.Dense(1)])
net.compile("adam", "mse")  # expect: none
