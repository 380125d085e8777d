import argparse

import yaml
import numpy as np
from tensorflow.keras import Sequential
from tensorflow.keras.layers import Dense, Dropout


def parse():
    ap = argparse.ArgumentParser()
    ap.add_argument("-c", "--config", default="config.yml")
    return ap.parse_args()


def build_from(cfg):
    model = Sequential()
    for i, u in enumerate(cfg["layers"]):
        if i == 0:
            model.add(Dense(u, activation=cfg["activation"], input_shape=(cfg["n_features"],)))
        else:
            model.add(Dense(u, activation=cfg["activation"]))
        if cfg.get("dropout"):
            model.add(Dropout(cfg["dropout"]))
    model.add(Dense(cfg["n_classes"], activation=cfg.get("final", "softmax")))
    return model


cfg = yaml.safe_load(open(parse().config))
model = build_from(cfg)
model.compile(optimizer=cfg["optimizer"], loss=cfg["loss"], metrics=cfg.get("metrics", ["accuracy"]))  # expect: none
model.fit(np.load("x.npy"), np.load("y.npy"), epochs=cfg["epochs"], batch_size=cfg["batch_size"])
