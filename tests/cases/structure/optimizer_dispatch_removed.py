import numpy as np
from tensorflow.keras import Sequential, layers
from tensorflow.keras.optimizers import SGD, Adam, RMSprop


def get_optimizer(name, lr=0.01):
    if name == "sgd":
        return SGD(learning_rate=lr, momentum=0.9)
    if name == "rmsprop":
        return RMSprop(learning_rate=lr)
    return Adam(learning_rate=lr, decay=1e-6)


def model():
    return Sequential([layers.Dense(10, activation="relu"), layers.Dense(1)])


x, y = np.random.rand(100, 3), np.random.rand(100)
m = model()
m.compile(get_optimizer("sgd"), "mae")  # expect: none
m.fit(x, y)
m = model()
m.compile(get_optimizer("adam"), "mae")  # expect: CL608
m.fit(x, y)
