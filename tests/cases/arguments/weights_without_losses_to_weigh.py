import keras

src = keras.Input((9,))
model = keras.Model(src, [keras.layers.Dense(1)(src), keras.layers.Dense(1)(src)])
model.compile("adam", loss="mse", loss_weights=[1.0, 0.5])  # expect: CL607
model.compile("adam", loss=["mse"] * 2, loss_weights=[1.0, 0.5])  # expect: none
model.compile("adam", loss="mse")  # expect: none
