import keras

CONFIG = {"units": [8, 3], "loss": "mse", **{"act": None}}


def build(units, loss="mse", *, act="relu"):
    model = keras.Sequential()
    for n in units:
        model.add(keras.layers.Dense(n, activation=act))
    model.compile(loss=loss)
    return model


if len(CONFIG) > 2:
    build(**CONFIG).fit([[1]], [[2]])
