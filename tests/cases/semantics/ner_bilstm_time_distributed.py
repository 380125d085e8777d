import numpy as np
from keras.layers import LSTM, Bidirectional, Dense, Embedding, Input, SpatialDropout1D, TimeDistributed
from keras.models import Model
from keras.preprocessing.sequence import pad_sequences
from keras.utils import to_categorical

tags = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]
tag2idx = {t: i for i, t in enumerate(tags)}
sentences = [[("Bob", "B-PER"), ("left", "O")], [("Rome", "B-LOC")]] * 50
words = sorted({w for s in sentences for w, _ in s})
word2idx = {w: i + 1 for i, w in enumerate(words)}
max_len = 50
X = pad_sequences([[word2idx[w] for w, _ in s] for s in sentences], maxlen=max_len, padding="post")
y = pad_sequences([[tag2idx[t] for _, t in s] for s in sentences], maxlen=max_len, padding="post", value=tag2idx["O"])
y = np.array([to_categorical(i, num_classes=len(tags)) for i in y])

input_word = Input(shape=(max_len,))
model = Embedding(input_dim=len(words) + 1, output_dim=50, input_length=max_len)(input_word)
model = SpatialDropout1D(0.1)(model)
model = Bidirectional(LSTM(units=100, return_sequences=True, recurrent_dropout=0.1))(model)
out = TimeDistributed(Dense(len(tags), activation="softmax"))(model)
model = Model(input_word, out)
model.compile(optimizer="rmsprop", loss="categorical_crossentropy", metrics=["accuracy"])  # expect: none
model.fit(X, y, batch_size=32, epochs=3, validation_split=0.1)
