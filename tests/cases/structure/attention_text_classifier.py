import numpy as np
import tensorflow as tf
from tensorflow.keras import layers, Model


class AttentionPool(layers.Layer):
    def __init__(self, units=64, **kwargs):
        super().__init__(**kwargs)
        self.W = layers.Dense(units, activation="tanh")
        self.V = layers.Dense(1)

    def call(self, x):
        w = tf.nn.softmax(self.V(self.W(x)), axis=1)
        return tf.reduce_sum(w * x, axis=1)


def attention_block(x):
    scores = layers.Dense(1, activation="tanh")(x)
    scores = layers.Flatten()(scores)
    weights = layers.Activation("softmax")(scores)
    weights = layers.RepeatVector(128)(weights)
    weights = layers.Permute([2, 1])(weights)
    merged = layers.Multiply()([x, weights])
    return layers.Lambda(lambda t: tf.reduce_sum(t, axis=1))(merged)


max_len, vocab = 200, 20000
inp = layers.Input((max_len,))
e = layers.Embedding(vocab, 100)(inp)
h = layers.Bidirectional(layers.LSTM(64, return_sequences=True))(e)
ctx = layers.concatenate([attention_block(h), AttentionPool()(h)])
out = layers.Dense(1, activation="sigmoid")(ctx)
model = Model(inp, out)
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])  # expect: none
(xt, yt), (xv, yv) = tf.keras.datasets.imdb.load_data(num_words=vocab)
xt = tf.keras.preprocessing.sequence.pad_sequences(xt, maxlen=max_len)
model.fit(xt, yt, epochs=3)
