import numpy as np
import keras
from keras import layers
from keras.preprocessing.sequence import skipgrams

vocab, dim = 5000, 100


class SkipGram(keras.Model):
    def __init__(self, vocab, dim, probability=True):
        super().__init__()
        self.target = layers.Embedding(vocab, dim)
        self.context = layers.Embedding(vocab, dim)
        self.dot = layers.Dot(axes=-1)
        self.flat = layers.Flatten()
        self.out = layers.Dense(1, activation="sigmoid" if probability else None)

    def call(self, pair):
        t, c = pair
        x = self.dot([self.target(t), self.context(c)])
        return self.out(self.flat(x))


couples, labels = skipgrams(list(range(100)), vocab, window_size=3)
t, c = map(np.array, zip(*couples))
model = SkipGram(vocab, dim)
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])  # expect: none
model.fit((t, c), np.array(labels), epochs=2)
raw = SkipGram(vocab, dim, probability=False)
raw.compile("adam", "binary_crossentropy", metrics=["accuracy"])  # expect: CL302
raw.fit((t, c), np.array(labels), epochs=2)
