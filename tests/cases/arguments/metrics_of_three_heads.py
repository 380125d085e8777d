import keras

src = keras.Input((9,))
model = keras.Model(src, [keras.layers.Dense(1)(src) for _ in range(3)])
model.compile("adam", ["mse"] * 3, metrics=[["mae"], ["mae"]])  # expect: CL607
model.compile("adam", ["mse"] * 3, metrics=[["mae"], None, ["mae", "mape"]])  # expect: none
model.compile("adam", ["mse"] * 3, metrics={})  # expect: none
