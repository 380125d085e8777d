import keras
import numpy as np
from keras import layers

images = np.random.rand(64, 48, 48, 1)
age = np.random.uniform(0, 90, 64)
gender = np.random.randint(0, 2, 64)
race = np.random.randint(0, 5, 64)

inp = keras.Input((48, 48, 1))
x = layers.Conv2D(16, 3, activation="relu")(inp)
x = layers.GlobalAveragePooling2D()(x)
outs = {
    "age": layers.Dense(1, activation="relu", name="age")(x),
    "gender": layers.Dense(1, activation="sigmoid", name="gender")(x),
    "race": layers.Dense(5, activation="softmax", name="race")(x),
}
model = keras.Model(inp, outs)
model.compile(  # expect: none
    optimizer="adam",
    loss={"age": "mae", "gender": "binary_crossentropy", "race": "sparse_categorical_crossentropy"},
    metrics={"age": ["mse"], "gender": ["accuracy"], "race": ["accuracy"]},
)
model.fit(images, {"age": age, "gender": gender, "race": race}, epochs=1)

wrong = keras.Model(inp, outs)
wrong.compile(  # expect: CL201
    optimizer="adam",
    loss={"age": "mae", "gender": "binary_crossentropy", "race": "categorical_crossentropy"},
)
wrong.fit(images, {"age": age, "gender": gender, "race": race}, epochs=1)

mixed = keras.Model(inp, [outs["gender"], outs["race"]])
mixed.compile("adam", loss=[keras.losses.BinaryCrossentropy(from_logits=True), "sparse_categorical_crossentropy"])  # expect: CL301
mixed.fit(images, [gender, race])
