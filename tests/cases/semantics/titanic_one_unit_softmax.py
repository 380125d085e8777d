# Softmax on a single unit, written the way beginners' kernels write it.
import numpy as np
import pandas as pd
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Dense

df = pd.read_csv("train.csv")
y = df.pop("Survived").to_numpy()
X = df.select_dtypes(include=np.number).fillna(0).to_numpy()

model = Sequential()
model.add(Dense(32, activation="relu", input_shape=(X.shape[1],)))
model.add(Dense(16, activation="relu"))
model.add(Dense(1, activation="softmax"))
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])  # expect: CL101
model.fit(X, y, epochs=30, batch_size=16, validation_split=0.2)
