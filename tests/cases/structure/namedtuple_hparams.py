from collections import namedtuple
import numpy as np
from keras.models import Sequential
from keras.layers import Dense, Dropout

HParams = namedtuple("HParams", "units dropout n_out activation loss")
RUNS = [
    HParams(64, 0.2, 1, "sigmoid", "binary_crossentropy"),
    HParams(units=128, dropout=0.5, n_out=10, activation="softmax", loss="categorical_crossentropy"),
    HParams(32, 0.0, 1, None, "mse"),
]


def build(hp):
    m = Sequential()
    m.add(Dense(hp.units, activation="relu", input_shape=(50,)))
    if hp.dropout > 0:
        m.add(Dropout(hp.dropout))
    m.add(Dense(hp.n_out, activation=hp.activation))
    m.compile(optimizer="adam", loss=hp.loss)  # expect: none
    return m


for hp in RUNS:
    build(hp).summary()
broken = RUNS[1]._replace(activation="tanh")
net = Sequential([Dense(broken.n_out, activation=broken.activation, input_shape=(50,))])
net.compile("sgd", broken.loss)  # expect: CL104
