import keras
import numpy as np

rng = np.random.default_rng(0)
x = rng.normal(size=(256, 12))
age = 40 + 10 * x[:, 0] + rng.normal(size=256)
gender = (x[:, 1] > 0).astype("float32")

inputs = keras.Input((12,))
h = keras.layers.Dense(32, activation="relu")(inputs)
age_out = keras.layers.Dense(1, name="age")(h)
gender_out = keras.layers.Dense(1, activation="sigmoid", name="gender")(h)
model = keras.Model(inputs, [age_out, gender_out])
model.compile(optimizer="adam", loss={"age": "mse", "gender": "binary_crossentropy"}, loss_weights={"age": 0.1, "gender": 1.0}, metrics={"age": ["mae"], "gender": ["accuracy"]})  # expect: none
model.fit(x, {"age": age, "gender": gender}, epochs=2)

swapped = keras.Model(inputs, [age_out, gender_out])
swapped.compile(optimizer="adam", loss=["mse", "binary_crossentropy"], metrics=[["accuracy"], ["accuracy"]])  # expect: CL401
swapped.fit(x, [age, gender], epochs=2)

typo = keras.Model(inputs, {"age": age_out, "gender": gender_out})
typo.compile(optimizer="adam", loss={"age": "mae", "gender": "bce"}, metrics={"gender": ["accuracy"]})  # expect: none
typo.fit(x, {"age": age, "gender": gender}, epochs=2)
