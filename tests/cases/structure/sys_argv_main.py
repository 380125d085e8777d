import sys
import numpy as np
from keras.models import Sequential
from keras.layers import Dense, Activation


def main(argv):
    n_classes = int(argv[1]) if len(argv) > 1 else 4
    mode = argv[2] if len(argv) > 2 else "softmax"
    model = Sequential()
    model.add(Dense(64, input_dim=20))
    model.add(Activation('relu'))
    model.add(Dense(n_classes))
    model.add(Activation(mode))
    model.compile(loss='sparse_categorical_crossentropy', optimizer='sgd', metrics=['accuracy'])  # expect: none
    x = np.random.random((1000, 20))
    y = np.random.randint(n_classes, size=(1000, 1))
    model.fit(x, y, epochs=20, batch_size=128)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
