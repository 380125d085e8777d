import numpy as np
import pandas as pd
from keras.layers import GRU, Bidirectional, Dense, Dropout, Embedding, GlobalMaxPool1D, Input
from keras.models import Model
from keras.preprocessing import sequence, text

train = pd.read_csv("../input/train.csv")
list_classes = ["toxic", "severe_toxic", "obscene", "threat", "insult", "identity_hate"]
y = train[list_classes].values
tokenizer = text.Tokenizer(num_words=20000)
tokenizer.fit_on_texts(list(train["comment_text"].fillna("unknown").values))
X_t = sequence.pad_sequences(tokenizer.texts_to_sequences(train["comment_text"]), maxlen=100)


def get_model():
    inp = Input(shape=(100,))
    x = Embedding(20000, 128)(inp)
    x = Bidirectional(GRU(50, return_sequences=True))(x)
    x = GlobalMaxPool1D()(x)
    x = Dropout(0.1)(x)
    x = Dense(50, activation="relu")(x)
    x = Dropout(0.1)(x)
    x = Dense(6, activation="sigmoid")(x)
    model = Model(inputs=inp, outputs=x)
    model.compile(loss='binary_crossentropy', optimizer='adam', metrics=['accuracy'])  # expect: none
    return model


model = get_model()
model.fit(X_t, y, batch_size=32, epochs=2, validation_split=0.1)
