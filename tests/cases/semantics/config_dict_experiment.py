# An experiment described by a dict, with a table of losses.
from tensorflow import keras

CONFIG = {
    "task": "multiclass",
    "classes": 7,
    "loss": {"binary": "binary_crossentropy", "multiclass": "categorical_crossentropy", "regression": "mse"},
    "activation": {"binary": "sigmoid", "multiclass": "softmax", "regression": None},
}


def build(cfg, task):
    units = cfg["classes"] if task == "multiclass" else 1
    model = keras.Sequential([keras.layers.Dense(64, activation="relu"), keras.layers.Dense(units, activation=cfg["activation"][task])])
    model.compile("adam", loss=cfg["loss"][task], metrics=["mae"] if task == "regression" else ["accuracy"])  # expect: none
    return model


for task in ("binary", "multiclass", "regression"):
    build(CONFIG, task)


def build_mixed(task, cfg=CONFIG):
    units = cfg["classes"] if task == "multiclass" else 1
    model = keras.Sequential([keras.layers.Dense(64, activation="relu"), keras.layers.Dense(units, activation="softmax")])
    model.compile("adam", loss=cfg["loss"][task])  # expect: CL101
    return model


build_mixed("multiclass")
build_mixed("binary")
