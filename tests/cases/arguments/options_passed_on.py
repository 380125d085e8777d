import keras


def crossentropy(**options):
    return keras.losses.CategoricalCrossentropy(**options)


model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(3, activation="softmax")])
model.compile("adam", loss=crossentropy(label_smoothing=0.1))  # expect: none
model.compile("adam", loss=crossentropy(smoothing=0.1))  # expect: CL613
