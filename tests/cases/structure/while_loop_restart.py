import numpy as np
from keras.models import Sequential
from keras.layers import Dense
from keras import optimizers

x = np.random.uniform(-3, 3, (1000, 1))
y = np.sin(x)
best, tries = np.inf, 0
while best > 1e-3 and tries < 5:
    tries += 1
    model = Sequential()
    model.add(Dense(20, activation='tanh', input_shape=(1,)))
    for _ in range(tries):
        model.add(Dense(20, activation='tanh'))
    model.add(Dense(1, activation='linear'))
    model.compile(loss='mse', optimizer=optimizers.Adam(lr=0.01 / tries), metrics=['mae'])  # expect: CL608
    best = min(best, model.fit(x, y, epochs=100, verbose=0).history['loss'][-1])
