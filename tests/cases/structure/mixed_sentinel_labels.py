import os
import numpy as np
import keras
from keras import layers

scores, labels, masks = [], [], []
for name in os.listdir("reports"):
    values = np.loadtxt(os.path.join("reports", name))
    scores.append(values[:-1])
    labels.append(values[-1])
    masks.append(1)
x, y = np.array(scores), np.array(labels)

regressor = keras.Sequential([layers.Dense(32, activation="relu"), layers.Dense(1)])
regressor.compile("adam", "mse", metrics=["mae"])  # expect: none
regressor.fit(x, y, sample_weight=np.array(masks), epochs=3)

flags = [0] * len(labels)
for i, value in enumerate(labels):
    if value > 10:
        flags[i] = 1
classifier = keras.Sequential([layers.Dense(32, activation="relu"), layers.Dense(1, activation="sigmoid")])
classifier.compile("adam", "binary_crossentropy", metrics=["accuracy"])  # expect: none
classifier.fit(x, np.array(flags), epochs=3)
rows = []
for value in labels:
    row = [0, 0, 0]
    row[int(value) % 3] = 1
    rows.append(row)
softmax = keras.Sequential([layers.Dense(32, activation="relu"), layers.Dense(3, activation="softmax")])
softmax.compile("adam", "categorical_crossentropy", metrics=["accuracy"])  # expect: none
softmax.fit(x, np.array(rows), epochs=3)
tags = []
for value in labels:
    tags.append([1, 0, 1] if value > 5 else [0, 1, 0])
tagger = keras.Sequential([layers.Dense(32, activation="relu"), layers.Dense(3, activation="sigmoid")])
tagger.compile("adam", "binary_crossentropy")  # expect: none
tagger.fit(x, np.array(tags), epochs=3)
wrong = keras.Sequential([layers.Dense(32, activation="relu"), layers.Dense(3, activation="softmax")])
wrong.compile("adam", "categorical_crossentropy")  # expect: CL204
wrong.fit(x, np.array(tags), epochs=3)
