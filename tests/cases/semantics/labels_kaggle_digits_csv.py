# The column of a csv has unknown content until it is encoded, but it is one column.
import numpy as np
import pandas as pd
from keras.layers import Conv2D, Dense, Flatten, MaxPool2D
from keras.models import Sequential
from keras.utils.np_utils import to_categorical
from sklearn.model_selection import train_test_split

train = pd.read_csv("../input/train.csv")
Y_train = train["label"]
X_train = train.drop(labels=["label"], axis=1) / 255.0
X_train = X_train.values.reshape(-1, 28, 28, 1)
Y_train = to_categorical(Y_train, num_classes=10)
X_train, X_val, Y_train, Y_val = train_test_split(X_train, Y_train, test_size=0.1, random_state=2)

model = Sequential()
model.add(Conv2D(filters=32, kernel_size=(5, 5), padding='Same', activation='relu', input_shape=(28, 28, 1)))
model.add(MaxPool2D(pool_size=(2, 2)))
model.add(Flatten())
model.add(Dense(256, activation="relu"))
model.add(Dense(10, activation="softmax"))
model.compile(optimizer="rmsprop", loss="categorical_crossentropy", metrics=["accuracy"])  # expect: none
model.fit(X_train, Y_train, batch_size=86, epochs=1, validation_data=(X_val, Y_val))

other = Sequential([Flatten(input_shape=(28, 28, 1)), Dense(10, activation="softmax")])
other.compile(optimizer="rmsprop", loss="categorical_crossentropy", metrics=["accuracy"])  # expect: CL201
other.fit(X_train, train["label"].values[:len(X_train)], epochs=1)
