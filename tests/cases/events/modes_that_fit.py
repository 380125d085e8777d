"""Modes that agree with what is logged, and own metrics of which nobody knows the better side."""
import numpy as np
import keras
from keras.callbacks import EarlyStopping, ModelCheckpoint, ReduceLROnPlateau

x, y = np.random.rand(80, 4), np.random.randint(0, 2, 80)


def miss_rate(y_true, y_pred):
    return 1.0 - keras.ops.mean(y_true * keras.ops.round(y_pred))


model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile("adam", "binary_crossentropy",  # expect: none
              metrics=["accuracy", miss_rate, keras.metrics.FalsePositives(name="fp"), keras.metrics.MeanSquaredError(name="brier")])
model.fit(x, y, validation_split=0.2, callbacks=[
    EarlyStopping("val_accuracy", mode="max"),
    EarlyStopping("val_miss_rate", mode="min"),
    EarlyStopping("val_fp", mode="min"),
    ReduceLROnPlateau("val_brier", mode="min"),
    ModelCheckpoint("last.keras", "val_accuracy", mode="min"),
])
