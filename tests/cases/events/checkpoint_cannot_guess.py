"""Even a checkpoint that keeps every epoch must guess a direction on Keras 3, and raises."""
import numpy as np
import keras

x, y = np.random.rand(64, 3), np.random.randint(0, 3, 64)
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(3, activation="softmax")])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: CL701
model.fit(x, y, validation_split=0.2, callbacks=[keras.callbacks.ModelCheckpoint("m.keras", monitor="val_acc")])
