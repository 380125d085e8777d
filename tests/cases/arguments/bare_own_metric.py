import keras


def spread(y_true, y_pred):
    return keras.ops.max(y_pred) - keras.ops.min(y_pred)


model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1)])
model.compile("adam", "mse", metrics=spread)  # expect: CL610
model.compile("adam", "mse", metrics=(spread,))  # expect: none
