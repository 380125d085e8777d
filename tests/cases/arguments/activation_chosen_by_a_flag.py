import sys

import keras

kind = "LeakyRelu" if "--leaky" in sys.argv else "relu"
net = keras.Sequential([keras.Input((4,)), keras.layers.Dense(9, activation=kind), keras.layers.Dense(1)])
net.compile("adam", "mse")  # expect: CL614?
