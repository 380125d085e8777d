from keras import Input, Model, layers

src = Input((5,))
hidden = layers.Dense(8, activation="relu")(src)
model = Model(src, {"price": layers.Dense(1)(hidden), "sold": layers.Dense(1, activation="sigmoid")(hidden)})
model.compile("adam", loss={"price": "mse", "sold": "binary_crossentropy"})  # expect: none
model.compile("adam", loss={"price": "mse", "was_sold": "binary_crossentropy"})  # expect: CL606
