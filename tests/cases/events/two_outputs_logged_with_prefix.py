"""Two heads: names get the output's name in front, and Keras 3 guesses no direction for them."""
import numpy as np
import keras

x = np.random.rand(60, 5)
age, smokes = np.random.rand(60) * 90, np.random.randint(0, 2, 60)


def build():
    i = keras.Input((5,))
    h = keras.layers.Dense(8, activation="relu")(i)
    return keras.Model(i, [keras.layers.Dense(1, name="age")(h), keras.layers.Dense(1, activation="sigmoid", name="smokes")(h)])


def fit(model, monitor, **more):
    stop = keras.callbacks.EarlyStopping(monitor=monitor, **more)
    model.fit(x, {"age": age, "smokes": smokes}, validation_split=0.2, callbacks=[stop])


losses = {"age": "mse", "smokes": "binary_crossentropy"}
metrics = {"age": ["mae"], "smokes": ["accuracy"]}
right = build()
right.compile("adam", losses, metrics=metrics)  # expect: none
fit(right, "val_smokes_accuracy", mode="max")
total = build()
total.compile("adam", losses, metrics=metrics)  # expect: none
fit(total, "val_loss")
plain = build()
plain.compile("adam", losses, metrics=metrics)  # expect: CL701
fit(plain, "val_accuracy", mode="max")
guessed = build()
guessed.compile("adam", losses, metrics=metrics)  # expect: CL705
fit(guessed, "val_age_loss")
