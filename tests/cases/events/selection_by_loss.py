"""Weights, but the epoch is chosen by the loss or by recall."""
import numpy as np
import keras

x = np.random.rand(400, 6)
y = (x[:, 0] > 0.97).astype(int)
model = keras.Sequential([keras.Input((6,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile("adam", "binary_crossentropy", metrics=["accuracy", keras.metrics.Recall(name="recall")])  # expect: none
model.fit(x, y, validation_split=0.2, class_weight={0: 1, 1: 30}, callbacks=[
    keras.callbacks.EarlyStopping(),
    keras.callbacks.EarlyStopping("val_recall", mode="max"),
    keras.callbacks.ReduceLROnPlateau("val_accuracy", mode="max"),
    keras.callbacks.ModelCheckpoint("m.keras", monitor="val_accuracy", mode="max"),
])
