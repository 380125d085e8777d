import tf_keras as keras

model = keras.Sequential([keras.Input((6,)), keras.layers.Dense(1)])
model.compile(optimizer="lion", loss="mse")  # expect: CL603
