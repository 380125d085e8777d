# The way the documentation makes dummy data.
import numpy as np
from keras.layers import LSTM, Dense, Dropout
from keras.models import Sequential
import keras

x_train = np.random.random((1000, 20))
y_train = keras.utils.to_categorical(np.random.randint(10, size=(1000, 1)), num_classes=10)
x_test = np.random.random((100, 20))
y_test = keras.utils.to_categorical(np.random.randint(10, size=(100, 1)), num_classes=10)
model = Sequential()
model.add(Dense(64, activation='relu', input_dim=20))
model.add(Dropout(0.5))
model.add(Dense(10, activation='softmax'))
sgd = keras.optimizers.SGD(learning_rate=0.01, momentum=0.9, nesterov=True)
model.compile(loss='categorical_crossentropy', optimizer=sgd, metrics=['accuracy'])  # expect: none
model.fit(x_train, y_train, epochs=20, batch_size=128)

x_train = np.random.random((1000, 20))
y_train = np.random.randint(2, size=(1000, 1))
model = Sequential()
model.add(Dense(64, input_dim=20, activation='relu'))
model.add(Dense(1, activation='sigmoid'))
model.compile(loss='binary_crossentropy', optimizer='rmsprop', metrics=['accuracy'])  # expect: none
model.fit(x_train, y_train, epochs=20, batch_size=128)

data_dim, timesteps, num_classes = 16, 8, 10
x_train = np.random.random((1000, timesteps, data_dim))
y_train = np.random.random((1000, num_classes))
model = Sequential()
model.add(LSTM(32, return_sequences=True, input_shape=(timesteps, data_dim)))
model.add(LSTM(32))
model.add(Dense(10, activation='softmax'))
model.compile(loss='categorical_crossentropy', optimizer='rmsprop', metrics=['accuracy'])  # expect: none
model.fit(x_train, y_train, batch_size=64, epochs=5)
