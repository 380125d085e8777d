import tf_keras

net = tf_keras.Sequential([tf_keras.Input((4,)), tf_keras.layers.Dense(9, activation="ReLU"), tf_keras.layers.Dense(1)])
net.compile("adam", "mse")  # expect: none
net = tf_keras.Sequential([tf_keras.Input((4,)), tf_keras.layers.Dense(9, activation="hard_swish")])
net.compile("adam", "mse")  # expect: CL614
