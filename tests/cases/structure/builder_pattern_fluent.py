import tensorflow as tf
from tensorflow.keras import layers


class ModelBuilder:
    def __init__(self, input_shape):
        self.input = layers.Input(input_shape)
        self.x = self.input

    def conv(self, filters):
        self.x = layers.Conv2D(filters, 3, padding="same")(self.x)
        self.x = layers.BatchNormalization()(self.x)
        self.x = layers.ReLU()(self.x)
        return self

    def pool(self):
        self.x = layers.MaxPooling2D()(self.x)
        return self

    def gap(self):
        self.x = layers.GlobalAveragePooling2D()(self.x)
        return self

    def out(self, units, activation=None):
        self.x = layers.Dense(units, activation=activation)(self.x)
        return self

    def build(self):
        return tf.keras.Model(self.input, self.x)


good = ModelBuilder((32, 32, 3)).conv(16).pool().conv(32).gap().out(10, "softmax").build()
good.compile("adam", "sparse_categorical_crossentropy", ["accuracy"])  # expect: CL611
bad = ModelBuilder((32, 32, 3)).conv(16).gap().out(10, "relu").build()
bad.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: CL104
twice = ModelBuilder((32, 32, 3)).conv(16).gap().out(10, "softmax").out(10, "softmax").build()
twice.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: none
