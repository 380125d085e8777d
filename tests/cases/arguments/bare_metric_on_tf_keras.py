import tf_keras

model = tf_keras.Sequential([tf_keras.Input((8,)), tf_keras.layers.Dense(1)])
model.compile("adam", "mse", metrics="mae")  # expect: none
model.compile("adam", "mse", ["mae"])  # expect: none
model.compile("adam", "mse", None, ["mae"])  # expect: CL611
