"""The mode prefers the worse epochs."""
import numpy as np
import keras
from keras.callbacks import EarlyStopping, ModelCheckpoint, ReduceLROnPlateau

x, y = np.random.rand(80, 4), np.random.randint(0, 2, 80)


def model_with(metrics):
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1, activation="sigmoid")])
    model.compile("adam", "binary_crossentropy", metrics=metrics)  # expect: CL703
    return model


model_with(["accuracy"]).fit(x, y, validation_split=0.2, callbacks=[EarlyStopping("val_accuracy", mode="min")])
model_with([keras.metrics.Recall(name="tpr")]).fit(
    x, y, validation_split=0.2, callbacks=[ModelCheckpoint("r.keras", "val_tpr", mode="min", save_best_only=True)])
model_with(["mae"]).fit(x, y, validation_split=0.2, callbacks=[ReduceLROnPlateau("val_mae", mode="max")])
