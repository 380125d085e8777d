# Metrics of one's own are not judged.
from keras import backend as K
from keras.layers import Dense
from keras.models import Sequential


def recall_m(y_true, y_pred):
    true_positives = K.sum(K.round(K.clip(y_true * y_pred, 0, 1)))
    return true_positives / (K.sum(K.round(K.clip(y_true, 0, 1))) + K.epsilon())


def precision_m(y_true, y_pred):
    true_positives = K.sum(K.round(K.clip(y_true * y_pred, 0, 1)))
    return true_positives / (K.sum(K.round(K.clip(y_pred, 0, 1))) + K.epsilon())


def f1_m(y_true, y_pred):
    p, r = precision_m(y_true, y_pred), recall_m(y_true, y_pred)
    return 2 * ((p * r) / (p + r + K.epsilon()))


def root_mean_squared_error(y_true, y_pred):
    return K.sqrt(K.mean(K.square(y_pred - y_true)))


fraud_net = Sequential([Dense(8, input_dim=30, activation='relu'), Dense(1, activation='sigmoid')])
fraud_net.compile(optimizer='adam', loss='binary_crossentropy', metrics=['acc', f1_m, precision_m, recall_m])  # expect: none
reg = Sequential([Dense(8, input_dim=30, activation='relu'), Dense(1)])
reg.compile(optimizer='adam', loss=root_mean_squared_error, metrics=[root_mean_squared_error, 'mse'])  # expect: none
