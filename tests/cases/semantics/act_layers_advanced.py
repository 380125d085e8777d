from keras.layers import ELU, Activation, Dense, Input, LeakyReLU, PReLU, ReLU, Softmax, ThresholdedReLU
from keras.models import Sequential


def make(*tail):
    m = Sequential()
    m.add(Input(shape=(12,)))
    m.add(Dense(24))
    m.add(LeakyReLU(0.1))
    for layer in tail:
        m.add(layer)
    return m


m = make(Dense(3), Softmax())
m.compile("sgd", "categorical_crossentropy", metrics=["accuracy"])  # expect: none
m = make(Dense(3), Softmax(axis=-1))
m.compile("sgd", "binary_crossentropy")  # expect: CL103
m = make(Dense(3), ReLU())
m.compile("sgd", "categorical_crossentropy")  # expect: CL104
m = make(Dense(3), ELU(alpha=1.0))
m.compile("sgd", "sparse_categorical_crossentropy")  # expect: CL104
m = make(Dense(1), LeakyReLU(alpha=0.2))
m.compile("sgd", "binary_crossentropy")  # expect: CL104
m = make(Dense(3, activation=Softmax()))
m.compile("sgd", "categorical_crossentropy")  # expect: none
m = make(Dense(3, activation=LeakyReLU()))
m.compile("sgd", "categorical_crossentropy")  # expect: CL104
m = make(Dense(3, activation="relu"), Activation("softmax"))
m.compile("sgd", "categorical_crossentropy")  # expect: CL107
m = make(Dense(3), PReLU(), Dense(3), Softmax())
m.compile("sgd", "categorical_crossentropy")  # expect: none
