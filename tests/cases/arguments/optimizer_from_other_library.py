import keras

OPTIMIZERS = {"fast": "adamax", "slow": "adabelief"}


def build(kind):
    model = keras.Sequential([keras.Input((6,)), keras.layers.Dense(4), keras.layers.Dense(1)])
    model.compile(optimizer=OPTIMIZERS[kind], loss="mse")  # expect: CL603
    return model


build("fast")
build("slow")
