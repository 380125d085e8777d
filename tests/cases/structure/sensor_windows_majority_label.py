import numpy as np
import pandas as pd
from scipy import stats
from keras.models import Sequential
from keras.layers import Conv1D, Dense, Dropout, Flatten, MaxPooling1D

COLUMNS = ["user", "activity", "timestamp", "x-axis", "y-axis", "z-axis"]
df = pd.read_csv("WISDM_ar_v1.1_raw.txt", header=None, names=COLUMNS).dropna()
N_TIME_STEPS, N_FEATURES, step = 200, 3, 20
segments, labels = [], []
for i in range(0, len(df) - N_TIME_STEPS, step):
    xs = df["x-axis"].values[i: i + N_TIME_STEPS]
    ys = df["y-axis"].values[i: i + N_TIME_STEPS]
    zs = df["z-axis"].values[i: i + N_TIME_STEPS]
    label = stats.mode(df["activity"][i: i + N_TIME_STEPS])[0][0]
    segments.append([xs, ys, zs])
    labels.append(label)
reshaped_segments = np.asarray(segments, dtype=np.float32).reshape(-1, N_TIME_STEPS, N_FEATURES)
labels = np.asarray(pd.get_dummies(labels), dtype=np.float32)


def har():
    m = Sequential()
    m.add(Conv1D(64, 3, activation="relu", input_shape=(N_TIME_STEPS, N_FEATURES)))
    m.add(MaxPooling1D(2))
    m.add(Flatten())
    m.add(Dropout(0.5))
    m.add(Dense(labels.shape[1], activation="softmax"))
    return m


model = har()
model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])  # expect: none
model.fit(reshaped_segments, labels, epochs=10)
