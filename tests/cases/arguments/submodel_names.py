import keras


def tower(name):
    return keras.Sequential([keras.Input((4,)), keras.layers.Dense(1, activation="sigmoid", name="score")], name=name)


src = keras.Input((4,))
model = keras.Model(src, [tower("left")(src), tower("right")(src)])
model.compile("adam", loss={"left": "binary_crossentropy", "right": "binary_crossentropy"})  # expect: none
