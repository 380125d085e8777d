"""The direction is left to be guessed where every Keras guesses right."""
import numpy as np
import keras

x, y = np.random.rand(80, 4), np.random.randint(0, 2, 80)
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile("adam", "binary_crossentropy", metrics=["binary_accuracy", "mae", keras.metrics.AUC(name="auc")])  # expect: none
model.fit(x, y, validation_split=0.2, callbacks=[
    keras.callbacks.EarlyStopping("val_binary_accuracy"),
    keras.callbacks.ModelCheckpoint("best.keras", "val_mae", save_best_only=True),
    keras.callbacks.ReduceLROnPlateau(),
    keras.callbacks.EarlyStopping("val_auc", mode="max"),
])
