"""The old name on both sides is right on every Keras."""
import numpy as np
from keras.callbacks import ModelCheckpoint
from keras.layers import Dense, Input
from keras.models import Sequential

x, y = np.random.rand(200, 8), np.random.randint(0, 2, 200)
net = Sequential([Input((8,)), Dense(12, activation="relu"), Dense(1, activation="sigmoid")])
net.compile(loss="binary_crossentropy", optimizer="adam", metrics=["acc"])  # expect: none
net.fit(x, y, validation_split=0.33, callbacks=[ModelCheckpoint("w-{epoch:02d}-{val_acc:.2f}.h5", monitor="val_acc", mode="max")])
