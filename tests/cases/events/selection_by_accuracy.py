"""Fraud with weights: the checkpoint keeps the epoch with the best accuracy, though AUC is logged."""
import numpy as np
import keras

x = np.random.rand(400, 6)
y = (x[:, 0] > 0.97).astype(int)
model = keras.Sequential([keras.Input((6,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile("adam", "binary_crossentropy", metrics=["accuracy", keras.metrics.Recall(name="recall")])  # expect: CL502
model.fit(x, y, validation_split=0.2, class_weight={0: 1, 1: 30},
          callbacks=[keras.callbacks.ModelCheckpoint("m.keras", monitor="val_accuracy", mode="max", save_best_only=True)])
