try:
    import tensorflow.keras as keras
    from tensorflow.keras.layers import Dense, Dropout, Input
except ImportError:
    import keras
    from keras.layers import Dense, Dropout, Input

try:
    from tensorflow.keras.optimizers import AdamW as Optim
except ImportError:
    Optim = keras.optimizers.Adam

import numpy as np


def build(n_in, n_out):
    i = Input((n_in,))
    h = Dropout(0.5)(Dense(100, activation='relu')(i))
    o = Dense(n_out, activation='softmax')(h)
    return keras.models.Model(i, o)


X = np.random.rand(1000, 20)
y = np.random.randint(3, size=1000)
model = build(20, 1)
model.compile(Optim(1e-3), 'sparse_categorical_crossentropy', metrics=['acc'])  # expect: CL101
good = build(20, 3)
good.compile(Optim(1e-3), 'sparse_categorical_crossentropy', metrics=['acc'])  # expect: none
good.fit(X, y, validation_split=.1, epochs=2)
