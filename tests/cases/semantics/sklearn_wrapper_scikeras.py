import numpy as np
from scikeras.wrappers import KerasClassifier, KerasRegressor
from sklearn.datasets import load_diabetes, load_iris
from sklearn.model_selection import GridSearchCV
from tensorflow import keras


def create_model(optimizer="adam", units=16):
    model = keras.Sequential([
        keras.layers.Input((4,)),
        keras.layers.Dense(units, activation="relu"),
        keras.layers.Dense(3, activation="softmax"),
    ])
    model.compile(loss="sparse_categorical_crossentropy", optimizer=optimizer, metrics=["accuracy"])  # expect: none
    return model


def create_regressor():
    model = keras.Sequential([keras.layers.Input((10,)), keras.layers.Dense(1)])
    model.compile(loss="mean_squared_error", optimizer="adam", metrics=["accuracy"])  # expect: CL401
    return model


X, y = load_iris(return_X_y=True)
grid = GridSearchCV(KerasClassifier(model=create_model, verbose=0), {"batch_size": [8, 16], "model__units": [8, 16]})
grid.fit(X, y)
KerasRegressor(model=create_regressor).fit(*load_diabetes(return_X_y=True))
print(np.mean(grid.cv_results_["mean_test_score"]))
