# Softmax with mse on unknown labels and accuracy: a classifier trained on the Brier score.
import numpy as np
from keras.layers import Dense
from keras.models import Sequential

X = np.load("x.npy")
Y = np.load("y.npy")
m = Sequential([Dense(30, activation='sigmoid', input_dim=784), Dense(10, activation='softmax')])
m.compile(loss='mse', optimizer='sgd', metrics=['accuracy'])  # expect: none
m.fit(X, Y)
m = Sequential([Dense(30, activation='sigmoid', input_dim=784), Dense(1, activation='sigmoid')])
m.compile(loss='mean_squared_error', optimizer='sgd', metrics=['accuracy'])  # expect: none
m.fit(X, Y)
