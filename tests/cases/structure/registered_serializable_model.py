import tensorflow as tf
from tensorflow import keras


@keras.utils.register_keras_serializable(package="zoo")
class Residual(keras.layers.Layer):
    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.d = keras.layers.Dense(units, activation="relu")

    def call(self, x):
        return x + self.d(x)


@keras.utils.register_keras_serializable(package="zoo")
class Net(keras.Model):
    def __init__(self, n_blocks, width, n_classes, logits=True, **kwargs):
        super().__init__(**kwargs)
        self.stem = keras.layers.Dense(width)
        self.blocks = [Residual(width) for _ in range(n_blocks)]
        self.classify = keras.layers.Dense(n_classes)
        self.logits = logits

    def call(self, inputs, training=False):
        x = self.stem(inputs)
        for block in self.blocks:
            x = block(x)
        x = self.classify(x)
        if self.logits:
            return x
        return tf.nn.softmax(x)


a = Net(3, 64, 10)
a.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])  # expect: none
b = Net(3, 64, 10, logits=False)
b.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])  # expect: CL301
c = Net(3, 64, 10)
c.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: CL302
