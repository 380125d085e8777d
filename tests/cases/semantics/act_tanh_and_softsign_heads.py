import numpy as np
from tensorflow.keras import Sequential
from tensorflow.keras.layers import Dense

data = np.loadtxt("pima-indians-diabetes.csv", delimiter=",")
X, y = data[:, 0:8], data[:, 8]
for act in ("tanh", "softsign"):
    model = Sequential([Dense(12, input_dim=8, activation="relu"), Dense(1, activation=act)])
    model.compile(loss="binary_crossentropy", optimizer="adam")  # expect: CL104
    model.fit(X, y, epochs=5, batch_size=10)
