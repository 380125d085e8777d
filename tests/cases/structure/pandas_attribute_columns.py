import numpy as np
import pandas as pd
from keras.models import Sequential
from keras.layers import Dense, Dropout

train = pd.read_csv("train.csv")
test = pd.read_csv("test.csv")
train = train[train.quality_flag == 1]
train = train.dropna().reset_index(drop=True)
y = pd.get_dummies(train.species).values
X = train.drop(["id", "species"], axis=1).values


def net(n_in, n_out):
    m = Sequential()
    m.add(Dense(1024, input_dim=n_in, activation="relu"))
    m.add(Dropout(0.2))
    m.add(Dense(n_out, activation="softmax"))
    return m


model = net(X.shape[1], y.shape[1])
model.compile(loss="categorical_crossentropy", optimizer="rmsprop", metrics=["accuracy"])  # expect: none
model.fit(X, y, batch_size=128, epochs=100, validation_split=0.1)
model.compile(loss="sparse_categorical_crossentropy", optimizer="rmsprop", metrics=["accuracy"])  # expect: CL202
model.fit(X, y, batch_size=128, epochs=100, validation_split=0.1)
