import numpy as np
import pandas as pd
from sklearn.preprocessing import LabelEncoder
from tensorflow.keras.layers import LSTM, Dense, Embedding, SpatialDropout1D
from tensorflow.keras.models import Sequential
from tensorflow.keras.preprocessing.sequence import pad_sequences
from tensorflow.keras.preprocessing.text import Tokenizer

data = pd.read_csv('Sentiment.csv')[['text', 'sentiment']]
data = data[data.sentiment != "Neutral"]
tokenizer = Tokenizer(num_words=2000, split=' ')
tokenizer.fit_on_texts(data['text'].values)
X = pad_sequences(tokenizer.texts_to_sequences(data['text'].values))

model = Sequential()
model.add(Embedding(2000, 128, input_length=X.shape[1]))
model.add(SpatialDropout1D(0.4))
model.add(LSTM(196, dropout=0.2, recurrent_dropout=0.2))
model.add(Dense(2, activation='softmax'))
model.compile(loss='categorical_crossentropy', optimizer='adam', metrics=['accuracy'])  # expect: CL201
le = LabelEncoder()
target = le.fit_transform(data['sentiment'])
model.fit(X, target, epochs=7, batch_size=32, verbose=2)

fixed = Sequential([Embedding(2000, 64), LSTM(32), Dense(2, activation='softmax')])
fixed.compile(loss='categorical_crossentropy', optimizer='adam', metrics=['accuracy'])  # expect: none
Y = pd.get_dummies(data['sentiment']).values
fixed.fit(X, Y, epochs=7)
