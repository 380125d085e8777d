import math

import numpy as np
import tensorflow as tf
from tensorflow.keras.utils import Sequence, to_categorical


class ClipSequence(Sequence):
    def __init__(self, x_set, y_set, batch_size, n_classes):
        self.x, self.y = x_set, y_set
        self.batch_size = batch_size
        self.n_classes = n_classes

    def __len__(self):
        return math.ceil(len(self.x) / self.batch_size)

    def __getitem__(self, idx):
        sl = slice(idx * self.batch_size, (idx + 1) * self.batch_size)
        return self.x[sl] / 255.0, to_categorical(self.y[sl], num_classes=self.n_classes)


(x, y), (xt, yt) = tf.keras.datasets.cifar100.load_data(label_mode="coarse")
train = ClipSequence(x, y, 64, 20)
model = tf.keras.applications.DenseNet121(weights=None, input_shape=(32, 32, 3), classes=20)
model.compile("sgd", "categorical_crossentropy", metrics=["accuracy"])  # expect: none
model.fit(train, epochs=3)
