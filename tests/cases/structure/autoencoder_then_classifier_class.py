import numpy as np
from keras import Input, Model, layers
from keras.datasets import mnist
from keras.utils import to_categorical


class StackedAutoencoder:
    def __init__(self, dims, act="relu"):
        self.dims, self.act = dims, act
        self.encoders = []

    def pretrain(self, x):
        current = x
        for n_in, n_out in zip(self.dims[:-1], self.dims[1:]):
            i = Input((n_in,))
            enc = layers.Dense(n_out, activation=self.act)
            dec = layers.Dense(n_in, activation="sigmoid")
            ae = Model(i, dec(enc(i)))
            ae.compile("adam", "binary_crossentropy")  # expect: none
            ae.fit(current, current, epochs=1, verbose=0)
            encoder = Model(i, enc.output)
            current = encoder.predict(current, verbose=0)
            self.encoders.append(enc)

    def finetune(self, x, y, n, activation="softmax"):
        i = Input((self.dims[0],))
        h = i
        for enc in self.encoders:
            h = enc(h)
        clf = Model(i, layers.Dense(n, activation=activation)(h))
        clf.compile("adam", "categorical_crossentropy", metrics=["accuracy"])  # expect: CL102
        clf.fit(x, y, epochs=1)
        return clf


(x, y), _ = mnist.load_data()
x = x.reshape(-1, 784) / 255.0
sae = StackedAutoencoder([784, 256, 64])
sae.pretrain(x)
sae.finetune(x, to_categorical(y), 10)
sae.finetune(x, to_categorical(y), 10, activation="sigmoid")
