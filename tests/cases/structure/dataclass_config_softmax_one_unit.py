from dataclasses import dataclass, field
from typing import List

import numpy as np
import keras
from keras import layers


@dataclass
class Config:
    hidden: List[int] = field(default_factory=lambda: [64, 32])
    output_units: int = 1
    output_activation: str = "softmax"
    loss: str = "binary_crossentropy"
    epochs: int = 20


def build_model(cfg: Config) -> keras.Model:
    inputs = keras.Input((30,))
    x = inputs
    for units in cfg.hidden:
        x = layers.Dense(units, activation="relu")(x)
        x = layers.Dropout(0.3)(x)
    out = layers.Dense(cfg.output_units, activation=cfg.output_activation)(x)
    return keras.Model(inputs, out, name="wdbc")


def main():
    cfg = Config()
    model = build_model(cfg)
    model.compile(optimizer="adam", loss=cfg.loss, metrics=["accuracy"])  # expect: CL101
    from sklearn.datasets import load_breast_cancer
    from sklearn.model_selection import train_test_split

    X, y = load_breast_cancer(return_X_y=True)
    X_tr, X_te, y_tr, y_te = train_test_split(X, y, test_size=0.2, random_state=0)
    model.fit(X_tr, y_tr, validation_data=(X_te, y_te), epochs=cfg.epochs)


main()
