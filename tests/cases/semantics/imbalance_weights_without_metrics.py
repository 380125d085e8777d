# Weights say that a class is rare, but no metric is asked for.
import numpy as np
import keras

x = np.random.rand(300, 4)
y = (x.sum(1) > 3.2).astype("int32")
w = np.where(y == 1, 9.0, 1.0)
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(6, "relu"), keras.layers.Dense(1, "sigmoid")])
model.compile(optimizer="adam", loss="binary_crossentropy")  # expect: none
model.fit(x, y, sample_weight=w)
model.compile(optimizer="adam", loss="binary_crossentropy", weighted_metrics=["accuracy"])  # expect: none
model.fit(x, y, sample_weight=w)
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy", "Precision", "Recall"])  # expect: none
model.fit(x, y, sample_weight=w)
