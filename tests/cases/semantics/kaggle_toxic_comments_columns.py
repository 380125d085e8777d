# Several columns at once are rows of labels of which no line shows what they hold.
import pandas as pd
from keras.layers import Dense
from keras.models import Sequential

train = pd.read_csv("train.csv")
names = ["toxic", "severe_toxic", "obscene", "threat", "insult", "identity_hate"]
y = train[names].values
train["any"] = (train[names].sum(axis=1) > 0).astype(int)
train["long"] = (train["comment_text"].str.len() > 99).astype(int)
train["loud"] = train["comment_text"].str.isupper().astype(int)

net = Sequential([Dense(50, activation="relu"), Dense(6, activation="sigmoid")])
net.compile("adam", "binary_crossentropy", metrics=["binary_accuracy"])  # expect: none
net.fit(sequences, y, epochs=2)

net = Sequential([Dense(50, activation="relu"), Dense(6, activation="softmax")])
net.compile("adam", "categorical_crossentropy", metrics=["accuracy"])  # expect: none
net.fit(sequences, train[names], epochs=2)

net = Sequential([Dense(50, activation="relu"), Dense(2, activation="softmax")])
net.compile("adam", "binary_crossentropy", metrics=["accuracy"])  # expect: CL103, CL201
net.fit(sequences, train["long"], epochs=2)
