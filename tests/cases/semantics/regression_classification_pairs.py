import numpy as np
import pandas as pd
from sklearn.model_selection import train_test_split
from tensorflow.keras import Sequential
from tensorflow.keras.layers import LSTM, Dense, Dropout

prices = pd.read_csv("stock.csv")["Close"].values.reshape(-1, 1)
returns = np.diff(prices[:, 0]) / prices[:-1, 0]
up = (returns > 0).astype(int)
windows = np.array([returns[i:i + 10] for i in range(len(returns) - 10)])[..., None]
X_train, X_test, y_train, y_test = train_test_split(windows, up[10:], shuffle=False)
direction = Sequential([LSTM(32, input_shape=(10, 1)), Dropout(0.2), Dense(1, activation="sigmoid")])
direction.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])  # expect: none
direction.fit(X_train, y_train, validation_data=(X_test, y_test))

size = Sequential([LSTM(32, input_shape=(10, 1)), Dense(1)])
size.compile(optimizer="adam", loss="mse", metrics=["accuracy"])  # expect: CL401
size.fit(windows, returns[10:])
