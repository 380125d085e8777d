import keras


class Descent(keras.optimizers.SGD):
    pass


model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])
model.compile(optimizer=Descent(0.1), loss="mse")  # expect: none
