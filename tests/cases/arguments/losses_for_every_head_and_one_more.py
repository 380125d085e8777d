import keras

src = keras.Input((9,))
outs = [keras.layers.Dense(1)(src), keras.layers.Dense(1)(src)]
model = keras.Model(src, outs)
model.compile("adam", loss=["mse", "mse", "mae"])  # expect: CL607
model.compile("adam", loss=["mse", "mae"])  # expect: none
