# Grid search with SciKeras: the grid decides what the builder gets, not its defaults
from keras.layers import Dense
from keras.models import Sequential
from scikeras.wrappers import KerasClassifier, KerasRegressor
from sklearn.datasets import load_breast_cancer, make_regression
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler


def create_classifier(head="softmax", neurons=8):
    model = Sequential()
    model.add(Dense(neurons, activation="relu"))
    model.add(Dense(1, activation=head))
    model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])  # expect: none
    return model


def create_regressor(neurons):
    model = Sequential([Dense(neurons, activation="relu"), Dense(1)])
    model.compile(loss="mse", optimizer="adam", metrics=["accuracy"])  # expect: CL401
    return model


x, y = load_breast_cancer(return_X_y=True)
pipeline = Pipeline([("scale", StandardScaler()), ("net", KerasClassifier(model=create_classifier, verbose=0))])
grid = GridSearchCV(pipeline, {"net__model__head": ["sigmoid"], "net__model__neurons": [4, 8, 16]}, cv=3)
grid.fit(x, y)
x, y = make_regression()
scores = cross_val_score(KerasRegressor(model=create_regressor, model__neurons=16, epochs=20), x, y)
