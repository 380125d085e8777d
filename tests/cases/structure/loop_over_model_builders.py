import numpy as np
import tensorflow as tf
from tensorflow.keras.layers import LSTM, GRU, Dense, SimpleRNN, Input
from tensorflow.keras.models import Sequential


def make_windows(series, n):
    xs, ys = [], []
    for i in range(len(series) - n):
        xs.append(series[i:i + n])
        ys.append(series[i + n])
    return np.array(xs)[..., None], np.array(ys)


series = np.sin(np.arange(0, 100, 0.1)) + np.random.normal(0, .05, 1000)
X, y = make_windows(series, 24)

results = {}
for name, cell in [('rnn', SimpleRNN), ('lstm', LSTM), ('gru', GRU)]:
    model = Sequential([Input((24, 1)), cell(32), Dense(1)])
    model.compile(loss='mse', optimizer='adam', metrics=['mae'])  # expect: none
    hist = model.fit(X, y, epochs=5, validation_split=0.2, verbose=0)
    results[name] = min(hist.history['val_loss'])
print(sorted(results.items(), key=lambda kv: kv[1]))
