from keras.models import Sequential
from keras.layers import Dense, LSTM, Embedding
from keras.datasets import imdb
from keras.preprocessing import sequence

(x_train, y_train), (x_test, y_test) = imdb.load_data(num_words=5000)
x_train = sequence.pad_sequences(x_train, maxlen=400)


class SentimentNet(object):
    LOSSES = ("binary_crossentropy", "binary_crossentropie")

    def __init__(self, variant=0):
        self.net = Sequential()
        self.net.add(Embedding(5000, 32))
        self.net.add(LSTM(32))
        self.net.add(Dense(1, activation="sigmoid"))
        self.loss = self.LOSSES[variant]

    def train(self):
        self.net.compile(loss=self.loss, optimizer="adam", metrics=["accuracy"])  # expect: CL601
        self.net.fit(x_train, y_train, epochs=2, batch_size=64)


SentimentNet().train()
SentimentNet(variant=1).train()
