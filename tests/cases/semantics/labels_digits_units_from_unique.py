import numpy as np
from sklearn.datasets import load_digits
from sklearn.model_selection import StratifiedKFold, train_test_split
import keras

digits = load_digits()
X, y = digits.images.reshape(-1, 64) / 16.0, digits.target
n = len(np.unique(y))
net = keras.Sequential([keras.Input((64,)), keras.layers.Dense(50, "relu"), keras.layers.Dense(n, "softmax")])
net.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"])  # expect: none
net.fit(X, y, epochs=4)

for train_idx, val_idx in StratifiedKFold(5, shuffle=True).split(X, y):
    fold = keras.Sequential([keras.Input((64,)), keras.layers.Dense(n, "softmax")])
    fold.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])  # expect: CL201
    fold.fit(X[train_idx], y[train_idx], validation_data=(X[val_idx], y[val_idx]))

nine = keras.Sequential([keras.Input((64,)), keras.layers.Dense(9, "softmax")])
nine.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"])  # expect: CL203
X_tr, X_te, y_tr, y_te = train_test_split(X, y)
nine.fit(X_tr, y_tr)
