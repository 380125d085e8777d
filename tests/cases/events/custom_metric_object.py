"""A metric class of the project has a name that only its code tells."""
import numpy as np
import keras


class Lift(keras.metrics.Metric):
    def __init__(self, name="lift_at_10", **options):
        super().__init__(name=name, **options)


x, y = np.random.rand(64, 3), np.random.randint(0, 2, 64)
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile("adam", "binary_crossentropy", metrics=[Lift()])  # expect: none
model.fit(x, y, validation_split=0.2, callbacks=[keras.callbacks.EarlyStopping("val_lift_at_10", mode="max")])
