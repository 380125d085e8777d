"""The direction is left to be guessed where Keras versions guess differently."""
import numpy as np
import keras

x, y = np.random.rand(80, 4), np.random.randint(0, 2, 80)


def custom_f1(y_true, y_pred):
    return keras.ops.mean(y_true * y_pred)


def train(metric, monitor):
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1, activation="sigmoid")])
    model.compile("adam", "binary_crossentropy", metrics=[metric])  # expect: CL705
    keep = keras.callbacks.ModelCheckpoint("best.keras", monitor=monitor, save_best_only=True)
    model.fit(x, y, validation_split=0.2, callbacks=[keep])


train(keras.metrics.Recall(name="recall"), "val_recall")
train(custom_f1, "val_custom_f1")
train(keras.metrics.TruePositives(name="tp"), "val_tp")
