import keras
from keras import optimizers
from keras.optimizers import SGD, Adam, Adagrad, Nadam, RMSprop


def tiny():
    m = keras.Sequential()
    m.add(keras.layers.Dense(1, input_dim=3))
    return m


tiny().compile(loss='mse', optimizer=SGD(lr=0.01, momentum=0.9, nesterov=True))  # expect: CL608
tiny().compile(loss='mse', optimizer=SGD(lr=0.01, decay=1e-6, momentum=0.9))  # expect: CL608
tiny().compile(loss='mse', optimizer=SGD(learning_rate=0.01, decay=1e-6, momentum=0.9))  # expect: CL608
tiny().compile(loss='mse', optimizer=optimizers.Adam(lr=1e-4, beta_1=0.9))  # expect: CL608
tiny().compile(loss='mse', optimizer=Adam(1e-4))  # expect: none
tiny().compile(loss='mse', optimizer=RMSprop(learning_rate=1e-4, rho=0.9))  # expect: none
tiny().compile(loss='mse', optimizer=Adam(learning_rate=1e-4, weight_decay=1e-5))  # expect: none
tiny().compile(loss='mse', optimizer=Adagrad(0.01, clipnorm=1.0))  # expect: none
lr = 0.002
opt_kwargs = {'lr': lr}
tiny().compile(loss='mse', optimizer=Nadam(**opt_kwargs))  # expect: CL608
tiny().compile(loss='mse', optimizer='adam', sample_weight_mode='temporal')  # expect: CL608
tiny().compile(loss='mse', optimizer=keras.optimizers.schedules and SGD(keras.optimizers.schedules.ExponentialDecay(0.1, 1000, 0.9)))  # expect: none
