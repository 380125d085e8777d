import numpy as np
from sklearn.datasets import make_multilabel_classification
from tensorflow import keras

X, y = make_multilabel_classification(n_samples=1000, n_features=10, n_classes=3, n_labels=2, random_state=1)


def get_model(n_inputs, n_outputs, last="sigmoid", loss='binary_crossentropy'):
    model = keras.Sequential()
    model.add(keras.layers.Dense(20, input_dim=n_inputs, kernel_initializer='he_uniform', activation='relu'))
    model.add(keras.layers.Dense(n_outputs, activation=last))
    model.compile(loss=loss, optimizer='adam')  # expect: CL204
    return model


get_model(X.shape[1], y.shape[1]).fit(X, y, verbose=0, epochs=100)
get_model(X.shape[1], y.shape[1], "softmax").fit(X, y, verbose=0, epochs=100)
