# TensorFlow's private copy of Keras is frozen: its optimizers still take lr and decay, the public ones do not.
import numpy as np
from tensorflow.keras.optimizers import Adam as PublicAdam
from tensorflow.python.keras.layers import Dense
from tensorflow.python.keras.models import Sequential
from tensorflow.python.keras.optimizers import Adam

x, y = np.random.rand(40, 6), np.eye(3)[np.arange(40) % 3]
model = Sequential([Dense(8, activation="relu"), Dense(3, activation="softmax")])
model.compile(optimizer=Adam(lr=1e-3, decay=1e-6), loss="categorical_crossentropy")  # expect: none
model.fit(x, y, epochs=1, verbose=0)
model.compile(optimizer=PublicAdam(lr=1e-3), loss="categorical_crossentropy")  # expect: CL608
model.fit(x, y, epochs=1, verbose=0)
