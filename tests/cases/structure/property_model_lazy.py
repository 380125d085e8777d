import numpy as np
import keras
from functools import cached_property


class SentimentService:
    def __init__(self, vocab_size=10_000, maxlen=128):
        self.vocab_size = vocab_size
        self.maxlen = maxlen

    @property
    def loss(self):
        return keras.losses.BinaryCrossentropy(from_logits=True)

    @cached_property
    def model(self):
        i = keras.Input((self.maxlen,), dtype="int32")
        x = keras.layers.Embedding(self.vocab_size, 64, mask_zero=True)(i)
        x = keras.layers.Bidirectional(keras.layers.LSTM(32))(x)
        return keras.Model(i, keras.layers.Dense(1, activation="sigmoid")(x))

    def train(self, x, y):
        self.model.compile("adam", self.loss, metrics=["accuracy"])  # expect: CL301
        self.model.fit(x, y, epochs=1)


SentimentService().train(np.random.randint(0, 100, (64, 128)), np.random.randint(0, 2, 64))
