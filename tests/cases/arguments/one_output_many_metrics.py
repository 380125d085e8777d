import keras

src = keras.Input((9,))
model = keras.Model(src, keras.layers.Dense(1)(src))
model.compile("adam", loss=["mse"], loss_weights=[2.0], metrics=[["mae", "mape"], "msle"])  # expect: none
