# Labels are 0 and 1, so accuracy counts truly even on a linear head with mse.
from tensorflow.keras import Sequential, layers
from tensorflow.keras.datasets import imdb
from tensorflow.keras.utils import pad_sequences

(x, y), (xv, yv) = imdb.load_data(num_words=5000)
x, xv = pad_sequences(x, 80), pad_sequences(xv, 80)
model = Sequential([layers.Embedding(5000, 16), layers.GlobalAveragePooling1D(), layers.Dense(1)])
model.compile("adam", "mse", metrics=["accuracy"])  # expect: none
model.fit(x, y, epochs=2, validation_data=(xv, yv))
