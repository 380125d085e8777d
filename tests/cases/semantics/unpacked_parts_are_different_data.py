"""Two parts of an unpacked sequence are not the same data: none of these is an autoencoder."""

import numpy as np
from games import read_games
from tensorflow.keras.layers import Dense, Input
from tensorflow.keras.models import Sequential

boards, scores = list(zip(*read_games("first")))
first = Sequential([Input((9,)), Dense(1)])
first.compile(loss="mse", optimizer="adam", metrics=["accuracy"])  # expect: CL401
first.fit(np.array(boards), np.array(scores), verbose=0)

boards, scores = [np.array(part) for part in read_games("second")]
second = Sequential([Input((9,)), Dense(1)])
second.compile(loss="mse", optimizer="adam", metrics=["accuracy"])  # expect: CL401
second.fit(boards, scores, verbose=0)

boards, _ = [np.array(part) for part in read_games("third")]
autoencoder = Sequential([Input((9,)), Dense(2, activation="relu"), Dense(9)])
autoencoder.compile(loss="mse", optimizer="adam", metrics=["accuracy"])  # expect: none
autoencoder.fit(boards, boards, verbose=0)
