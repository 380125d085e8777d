import tf_keras as keras

src = keras.Input((9,))
model = keras.Model(src, [keras.layers.Dense(1, activation="sigmoid")(src), keras.layers.Dense(1)(src)])
model.compile("adam", ["binary_crossentropy", "mse"], metrics=["accuracy"])  # expect: none
