# XOR with literal lists: the labels are classes, so accuracy is a true number.
import numpy as np
from keras.layers import Dense
from keras.models import Sequential

training_data = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], "float32")
target_data = np.array([[0], [1], [1], [0]], "float32")
model = Sequential()
model.add(Dense(16, input_dim=2, activation='relu'))
model.add(Dense(1, activation='sigmoid'))
model.compile(loss='mean_squared_error', optimizer='adam', metrics=['binary_accuracy'])  # expect: none
model.fit(training_data, target_data, epochs=500, verbose=2)
linear = Sequential([Dense(16, input_dim=2, activation='tanh'), Dense(1)])
linear.compile(loss='mse', optimizer='adam', metrics=['accuracy'])  # expect: none
linear.fit(training_data, target_data, epochs=500)
soft = Sequential([Dense(16, input_dim=2, activation='tanh'), Dense(1, activation='softmax')])
soft.compile(loss='mse', optimizer='adam', metrics=['accuracy'])  # expect: CL101
soft.fit(training_data, target_data, epochs=500)
line = Sequential([Dense(1, input_dim=1)])
line.compile(loss='mse', optimizer='sgd', metrics=['accuracy'])  # expect: CL401
line.fit(np.array([-1.0, 0.0, 1.0, 2.0, 3.0, 4.0]), np.array([-3.0, -1.0, 1.0, 3.0, 5.0, 7.5]), epochs=500)
