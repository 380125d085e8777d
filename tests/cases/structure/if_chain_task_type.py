import numpy as np
from keras.layers import Dense, Input
from keras.models import Model


def get_model(task, n_features, n_classes=None):
    inp = Input(shape=(n_features,))
    x = Dense(100, activation="relu")(inp)
    if task == "regression":
        out = Dense(1)(x)
        loss, metrics = "mse", ["mae"]
    elif task == "binary":
        out = Dense(1, activation="sigmoid")(x)
        loss, metrics = "binary_crossentropy", ["accuracy"]
    elif task == "multiclass":
        out = Dense(n_classes, activation="softmax")(x)
        loss, metrics = "sparse_categorical_crossentropy", ["accuracy"]
    else:
        raise ValueError(task)
    model = Model(inp, out)
    model.compile("adam", loss=loss, metrics=metrics)  # expect: none
    return model


def get_bad(task, n_features, n_classes=None):
    inp = Input(shape=(n_features,))
    x = Dense(100, activation="relu")(inp)
    out_act = {"regression": None, "binary": "sigmoid", "multiclass": "sigmoid"}[task]
    out = Dense(1 if task != "multiclass" else n_classes, activation=out_act)(x)
    model = Model(inp, out)
    loss = {"regression": "mse", "binary": "binary_crossentropy", "multiclass": "categorical_crossentropy"}
    model.compile("adam", loss=loss[task])  # expect: CL102
    return model


for task in ("regression", "binary", "multiclass"):
    get_model(task, 10, 3)
    get_bad(task, 10, 3)
