from keras import layers, models
from keras.datasets import imdb
from keras.preprocessing.sequence import pad_sequences

max_features, maxlen = 20000, 200
(x_train, y_train), (x_val, y_val) = imdb.load_data(num_words=max_features)
x_train = pad_sequences(x_train, maxlen=maxlen)
x_val = pad_sequences(x_val, maxlen=maxlen)
model = models.Sequential([
    layers.Embedding(max_features, 128),
    layers.Bidirectional(layers.LSTM(64, return_sequences=True)),
    layers.Bidirectional(layers.LSTM(64)),
    layers.Dense(1, activation="sigmoid"),
])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])  # expect: none
model.fit(x_train, y_train, batch_size=32, epochs=2, validation_data=(x_val, y_val))
