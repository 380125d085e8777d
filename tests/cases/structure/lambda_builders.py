import numpy as np
from keras.models import Sequential
from keras.layers import Dense, Input

mlp = lambda n_in, n_out, act=None: Sequential([Input((n_in,)), Dense(32, activation='relu'), Dense(n_out, activation=act)])
builders = {
    'reg': (lambda: mlp(5, 1), 'mse'),
    'bin': (lambda: mlp(5, 1, 'sigmoid'), 'binary_crossentropy'),
    'multi': (lambda: mlp(5, 4, 'softmax'), 'sparse_categorical_crossentropy'),
}
for key in builders:
    make, loss = builders[key]
    m = make()
    m.compile(optimizer='adam', loss=loss)  # expect: none
    print(key, m.count_params())

wrong = mlp(5, 4)
wrong.compile(optimizer='adam', loss=builders['multi'][1])  # expect: CL302
