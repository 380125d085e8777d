# Spellings that one of the two Keras takes; nothing here says which one runs.
import keras
from keras.layers import Dense, Input


def fresh(n, act):
    return keras.models.Sequential([Input((5,)), Dense(8, activation='relu'), Dense(n, activation=act)])


fresh(1, None).compile(loss='logcosh', optimizer='adam')  # expect: none
fresh(3, 'softmax').compile(loss='kullback_leibler_divergence', optimizer='adam')  # expect: none
fresh(1, None).compile(loss='huber_loss', optimizer='adam')  # expect: none
fresh(1, 'sigmoid').compile(loss='dice', optimizer='adam')  # expect: none
fresh(1, 'sigmoid').compile(loss='tversky', optimizer='adam')  # expect: none
fresh(1, None).compile(loss='log_cosh', optimizer='adam')  # expect: none
fresh(1, None).compile(loss='huber', optimizer='adam')  # expect: none
fresh(1, None).compile(loss='MSE', optimizer='adam')  # expect: none
fresh(1, 'sigmoid').compile(loss='BCE', optimizer='adam')  # expect: none
