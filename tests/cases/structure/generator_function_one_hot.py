import numpy as np
from keras.models import Sequential
from keras.layers import LSTM, Dense, Activation
from keras.utils import to_categorical

NUM_CLASSES = 6


def batch_generator(files, batch_size=32):
    while True:
        np.random.shuffle(files)
        for start in range(0, len(files), batch_size):
            chunk = files[start:start + batch_size]
            X = np.stack([np.load(f)['mfcc'] for f in chunk])
            y = np.array([int(f.split('_')[1]) for f in chunk])
            yield X, to_categorical(y, num_classes=NUM_CLASSES)


model = Sequential()
model.add(LSTM(64, input_shape=(99, 13)))
model.add(Dense(NUM_CLASSES))
model.add(Activation('softmax'))
model.compile(loss='categorical_crossentropy', optimizer='rmsprop', metrics=['accuracy'])  # expect: none
files = ['a_0.npz', 'b_3.npz']
model.fit_generator(batch_generator(files), steps_per_epoch=100, epochs=5)
