from keras import Input, Model, layers

src = Input((5,))
first = layers.Dense(1)(src)
second = layers.Dense(1, activation="sigmoid")(src)
model = Model(src, [first, second])
model.compile("adam", loss={"dense": "mse", "dense_1": "binary_crossentropy"})  # expect: none
