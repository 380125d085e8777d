import json
from pathlib import Path

import numpy as np
import tensorflow as tf

DEFAULTS = {"units": 64, "classes": 10, "output": "softmax", "loss": "sparse_categorical_crossentropy", "lr": 1e-3}


def load_config(path=None):
    cfg = dict(DEFAULTS)
    if path is not None and Path(path).exists():
        cfg.update(json.loads(Path(path).read_text()))
    return cfg


def build(units, classes, output, **_):
    return tf.keras.Sequential([tf.keras.layers.Dense(units, "relu"), tf.keras.layers.Dense(classes, output)])


cfg = load_config()
m = build(**cfg)
m.compile(tf.keras.optimizers.Adam(cfg["lr"]), loss=cfg["loss"], metrics=["accuracy"])  # expect: none
logit_cfg = {**DEFAULTS, "output": None}
m2 = build(**logit_cfg)
m2.compile(tf.keras.optimizers.Adam(logit_cfg["lr"]), loss=logit_cfg["loss"], metrics=["accuracy"])  # expect: CL302
merged = DEFAULTS | {"loss": tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)}
m3 = build(**merged)
m3.compile("adam", loss=merged["loss"])  # expect: CL301
