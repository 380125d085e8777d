# What `add_loss` adds is on top of the loss that compile is given, which is judged all the same.

import tensorflow as tf
import tf_keras as keras

(x_train, y_train), _ = keras.datasets.mnist.load_data()
x_train = x_train.reshape(60000, 784) / 255.0
one_hot = keras.utils.to_categorical(y_train)


def build():
    src = keras.Input((784,))
    code = keras.layers.Dense(16, activation="relu")(src)
    out = keras.layers.Dense(10, activation="softmax")(code)
    model = keras.Model(src, out)
    model.add_loss(tf.reduce_sum(code) * 0.1)
    return model


right = build()
right.compile("adam", loss="sparse_categorical_crossentropy")  # expect: none
right.fit(x_train, y_train)

wrong = build()
wrong.compile("adam", loss="categorical_crossentropy")  # expect: CL201
wrong.fit(x_train, y_train)

nothing = build()
nothing.compile("adam", loss=None)  # expect: none
nothing.fit(x_train, y_train)


def loss_of_settings():
    import json

    return json.load(open("settings.json"))["loss"]


unknown = build()
unknown.compile("adam", loss=loss_of_settings())  # expect: none
unknown.fit(x_train, one_hot)


class Own(keras.Model):
    def train_step(self, data):
        x, y = data
        self.add_loss(0.5)
        return {"loss": 0.5}


own = Own(right.input, right.output)
own.add_loss(0.1)
own.compile("adam", loss="categorical_crossentropy")  # expect: none
own.fit(x_train, y_train)


class Sparse(keras.Model):
    def __init__(self):
        super().__init__()
        self.code = keras.layers.Dense(16, activation="relu")
        self.out = keras.layers.Dense(10)

    def call(self, inputs):
        code = self.code(inputs)
        self.add_loss(tf.reduce_sum(code) * 0.1)
        return self.out(code)


sparse = Sparse()
sparse.compile("adam", loss="categorical_crossentropy")  # expect: CL201, CL302
sparse.fit(x_train, y_train)
