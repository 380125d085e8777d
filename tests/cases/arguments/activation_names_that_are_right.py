import tensorflow as tf
from tensorflow.keras import layers


def bump(x):
    return tf.exp(-x * x)


net = tf.keras.Sequential(
    [
        layers.Input((20, 4)),
        layers.Conv1D(8, 3, activation="swish"),
        layers.LSTM(8, activation="tanh", recurrent_activation="hard_sigmoid"),
        layers.Dense(8, activation=bump),
        layers.Dense(8, activation=tf.nn.crelu),
        layers.Dense(8, "selu"),
        layers.LeakyReLU(),
        layers.Dense(8, activation=None),
        layers.Dense(8, activation="hard_swish"),
        layers.Dense(1, activation=layers.ReLU()),
    ]
)
net.compile("adam", "poisson")  # expect: none
