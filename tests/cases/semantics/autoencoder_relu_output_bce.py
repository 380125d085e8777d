# A relu decoder under binary cross-entropy: the logarithm of numbers outside (0, 1).
from keras.datasets import fashion_mnist
from keras import layers, Model, Input

(x, _), _ = fashion_mnist.load_data()
x = x.reshape(-1, 784) / 255.0
inp = Input((784,))
z = layers.Dense(16, activation="relu")(inp)
out = layers.Dense(784, activation="relu")(z)
ae = Model(inp, out)
ae.compile(optimizer="adam", loss="binary_crossentropy")  # expect: CL104
ae.fit(x, x, epochs=1)
