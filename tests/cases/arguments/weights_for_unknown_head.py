import keras

src = keras.Input((9,))
net = keras.layers.Dense(16, activation="relu")(src)
model = keras.Model(
    src, [keras.layers.Dense(2, name="box")(net), keras.layers.Dense(1, activation="sigmoid", name="seen")(net)]
)
model.compile(  # expect: CL606
    "adam",
    loss={"box": "mse", "seen": "binary_crossentropy"},
    loss_weights={"box": 2.0, "object": 1.0},
)
