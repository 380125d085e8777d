import tensorflow as tf
from tensorflow.keras import layers


def head_factory(kind):
    def dense_head(n):
        if kind == "softmax":
            return layers.Dense(n, activation="softmax")
        elif kind == "sigmoid":
            return layers.Dense(n, activation="sigmoid")
        return layers.Dense(n)
    return dense_head


def network(head, n):
    i = layers.Input((100,))
    x = layers.Dense(50, activation="relu")(i)
    return tf.keras.Model(i, head(n)(x))


m1 = network(head_factory("softmax"), 12)
m1.compile("adam", tf.losses.CategoricalCrossentropy())  # expect: none
m2 = network(head_factory("logits"), 12)
m2.compile("adam", tf.losses.CategoricalCrossentropy())  # expect: CL302
m3 = network(head_factory("logits"), 12)
m3.compile("adam", tf.losses.CategoricalCrossentropy(from_logits=True))  # expect: none
m4 = network(head_factory("sigmoid"), 12)
m4.compile("adam", tf.losses.BinaryCrossentropy())  # expect: none
