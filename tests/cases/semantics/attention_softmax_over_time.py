import keras
from keras import layers, ops

inputs = keras.Input((None,))
x = layers.Embedding(10000, 64)(inputs)
x = layers.Bidirectional(layers.LSTM(32, return_sequences=True))(x)
scores = layers.Dense(1, activation="tanh")(x)
weights = layers.Softmax(axis=1)(scores)
context = layers.Dot(axes=1)([weights, x])
context = layers.Flatten()(context)
outputs = layers.Dense(1, activation="sigmoid")(context)
model = keras.Model(inputs, outputs)
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])  # expect: none

pointer = keras.Model(inputs, layers.Activation("softmax")(layers.Flatten()(scores)))
pointer.compile("adam", "sparse_categorical_crossentropy")  # expect: none
over_time = keras.Model(inputs, weights)
over_time.compile("adam", "categorical_crossentropy")  # expect: none
