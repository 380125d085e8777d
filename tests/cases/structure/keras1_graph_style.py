from keras.models import Model, Sequential
from keras.layers import Input, Dense, Convolution2D, MaxPooling2D, Flatten, Dropout, merge, Activation
from keras.optimizers import SGD
from keras.utils.np_utils import to_categorical
from keras.datasets import cifar10

batch_size, nb_classes, nb_epoch = 32, 10, 200
(X_train, y_train), (X_test, y_test) = cifar10.load_data()
Y_train = to_categorical(y_train, nb_classes)
Y_test = to_categorical(y_test, nb_classes)


def fire(x, s, e):
    x = Convolution2D(s, 1, 1, activation='relu', border_mode='same')(x)
    left = Convolution2D(e, 1, 1, activation='relu', border_mode='same')(x)
    right = Convolution2D(e, 3, 3, activation='relu', border_mode='same')(x)
    return merge([left, right], mode='concat', concat_axis=-1)


inp = Input(shape=(32, 32, 3))
x = Convolution2D(64, 3, 3, activation='relu')(inp)
for s, e in ((16, 64), (32, 128)):
    x = fire(x, s, e)
    x = MaxPooling2D(pool_size=(2, 2))(x)
x = Flatten()(x)
x = Dense(nb_classes)(x)
out = Activation('softmax')(x)
model = Model(input=[inp], output=[out])
sgd = SGD(momentum=0.9, nesterov=True)
model.compile(loss='categorical_crossentropy', optimizer=sgd, metrics=['accuracy'])  # expect: none
model.fit(X_train, Y_train, batch_size=batch_size, nb_epoch=nb_epoch, validation_data=(X_test, Y_test), shuffle=True)
model2 = Model(input=inp, output=Dense(nb_classes, activation='softmax')(x))
model2.compile(loss='categorical_crossentropy', optimizer=sgd, metrics=['accuracy'])  # expect: none
model2.fit(X_train, Y_train, nb_epoch=1)
