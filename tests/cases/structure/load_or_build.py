import os
import sys

import numpy as np
from keras.models import Sequential, load_model
from keras.layers import Dense, LSTM, Activation

path = 'wonderland.txt'
text = open(path).read().lower()
chars = sorted(list(set(text)))
char_indices = dict((c, i) for i, c in enumerate(chars))
maxlen, step = 40, 3
sentences, next_chars = [], []
for i in range(0, len(text) - maxlen, step):
    sentences.append(text[i: i + maxlen])
    next_chars.append(text[i + maxlen])
x = np.zeros((len(sentences), maxlen, len(chars)), dtype=bool)
y = np.zeros((len(sentences), len(chars)), dtype=bool)
for i, sentence in enumerate(sentences):
    for t, char in enumerate(sentence):
        x[i, t, char_indices[char]] = 1
    y[i, char_indices[next_chars[i]]] = 1


def build():
    model = Sequential()
    model.add(LSTM(128, input_shape=(maxlen, len(chars))))
    model.add(Dense(len(chars)))
    model.add(Activation('softmax'))
    return model


if os.path.exists('weights.h5'):
    model = load_model('weights.h5')
else:
    model = build()
model.compile(loss='categorical_crossentropy', optimizer='rmsprop')  # expect: none
model.fit(x, y, batch_size=128, epochs=60)
try:
    other = load_model('other.h5')
except (OSError, IOError):
    other = build()
    other.pop()
other.compile(loss='categorical_crossentropy', optimizer='rmsprop')  # expect: CL302?
