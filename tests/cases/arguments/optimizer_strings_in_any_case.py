import keras

for name in ("SGD", "rmsProp", "NADAM", "Ftrl", "adamw"):
    model = keras.Sequential([keras.Input((6,)), keras.layers.Dense(1)])
    model.compile(optimizer=name, loss="mse")  # expect: none
