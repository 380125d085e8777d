from keras.datasets import mnist
from keras.models import Sequential
from keras.layers import Dense, Dropout, Flatten
from keras.utils import np_utils
from keras.optimizers import RMSprop

nb_classes = 10


def load():
    (X_train, y_train), (X_test, y_test) = mnist.load_data()
    X_train = X_train.reshape(60000, 784).astype('float32') / 255
    X_test = X_test.reshape(10000, 784).astype('float32') / 255
    Y_train = np_utils.to_categorical(y_train, nb_classes)
    Y_test = np_utils.to_categorical(y_test, nb_classes)
    return X_train, Y_train, X_test, Y_test


def create_model(hidden=512, dropout=0.2, out_act='softmax', loss='categorical_crossentropy'):
    model = Sequential()
    model.add(Dense(hidden, activation='relu', input_shape=(784,)))
    model.add(Dropout(dropout))
    model.add(Dense(nb_classes, activation=out_act))
    model.compile(loss=loss, optimizer=RMSprop(), metrics=['accuracy'])  # expect: none
    return model


X_train, Y_train, X_test, Y_test = load()
for h in (128, 256, 512):
    net = create_model(hidden=h)
    net.fit(X_train, Y_train, batch_size=128, epochs=20, verbose=1, validation_data=(X_test, Y_test))
    print(h, net.evaluate(X_test, Y_test, verbose=0))
