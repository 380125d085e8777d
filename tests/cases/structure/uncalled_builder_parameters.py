"""Model zoo: functions are imported elsewhere."""
from tensorflow.keras import Model, Sequential, layers


def lstm_classifier(timesteps, n_features, n_classes):
    model = Sequential()
    model.add(layers.LSTM(100, input_shape=(timesteps, n_features)))
    model.add(layers.Dropout(0.5))
    model.add(layers.Dense(100, activation='relu'))
    model.add(layers.Dense(n_classes, activation='softmax'))
    model.compile(loss='categorical_crossentropy', optimizer='adam', metrics=['accuracy'])  # expect: none
    return model


def lstm_binary(timesteps, n_features, activation='sigmoid', loss='binary_crossentropy'):
    model = Sequential()
    model.add(layers.LSTM(100, input_shape=(timesteps, n_features)))
    model.add(layers.Dense(1, activation=activation))
    model.compile(loss=loss, optimizer='adam', metrics=['accuracy'])  # expect: none
    return model


def lstm_default_wrong(timesteps, n_features, activation='softmax'):
    model = Sequential()
    model.add(layers.LSTM(100, input_shape=(timesteps, n_features)))
    model.add(layers.Dense(1, activation=activation))
    model.compile(loss='binary_crossentropy', optimizer='adam', metrics=['accuracy'])  # expect: CL101?
    return model


def lstm_fixed_wrong(timesteps, n_features):
    model = Sequential([layers.LSTM(100, input_shape=(timesteps, n_features)), layers.Dense(1, activation='softmax')])
    model.compile(loss='binary_crossentropy', optimizer='adam', metrics=['accuracy'])  # expect: CL101
    return model


def regress(model, lr=None):
    model.compile(loss='mse', optimizer='adam')  # expect: none
    return model
