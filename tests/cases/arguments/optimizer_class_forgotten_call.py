import numpy as np
from keras.layers import Dense
from keras.models import Sequential
from keras.optimizers import SGD

net = Sequential()
net.add(Dense(10, activation="relu", input_dim=3))
net.add(Dense(1))
net.compile(loss="mse", optimizer=SGD)  # expect: CL615
net.fit(np.ones((9, 3)), np.ones(9))
