from keras import Input, Model, layers

series = Input((30, 4))
encoded = layers.LSTM(8, return_state=True)(series)
encoder = Model(series, encoded)
encoder.compile("adam", loss=["mse", "mse", "mse"])  # expect: none
last, memory, carry = layers.LSTM(8, return_state=True)(series)
encoder = Model(series, [last, memory])
encoder.compile("adam", loss=["mse", "mae"])  # expect: none
