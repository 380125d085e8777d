from __future__ import print_function
from hyperopt import Trials, STATUS_OK, tpe, hp, fmin
from keras.datasets import mnist
from keras.layers.core import Dense, Dropout, Activation
from keras.models import Sequential
from keras.utils import np_utils

space = {
    'units1': hp.uniform('units1', 64, 1024),
    'choice': hp.choice('num_layers', [{'layers': 'two'}, {'layers': 'three', 'units3': hp.uniform('units3', 64, 1024)}]),
    'optimizer': hp.choice('optimizer', ['adadelta', 'adam', 'rmsprop']),
    'activation': 'relu',
}
(x_train, y_train), (x_test, y_test) = mnist.load_data()
x_train = x_train.reshape(60000, 784) / 255.
y_train = np_utils.to_categorical(y_train, 10)


def f_nn(params):
    print('Params testing: ', params)
    model = Sequential()
    model.add(Dense(int(params['units1']), input_dim=784))
    model.add(Activation(params['activation']))
    if params['choice']['layers'] == 'three':
        model.add(Dense(int(params['choice']['units3'])))
        model.add(Activation(params['activation']))
    model.add(Dense(1))
    model.add(Activation('sigmoid'))
    model.compile(loss='binary_crossentropy', optimizer=params['optimizer'])  # expect: CL205
    model.fit(x_train, y_train, epochs=1, batch_size=256, verbose=0)
    return {'loss': -1, 'status': STATUS_OK}


best = fmin(f_nn, space, algo=tpe.suggest, max_evals=50, trials=Trials())
