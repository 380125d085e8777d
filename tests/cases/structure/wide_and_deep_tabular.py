import numpy as np
import pandas as pd
import tensorflow as tf
from tensorflow.keras import layers

CATEGORICAL = {"store": 1115, "dow": 7, "state": 12}
NUMERIC = ["temp", "promo", "distance"]


def embed(name, cardinality):
    inp = layers.Input(shape=(1,), name=name)
    dim = min(50, (cardinality + 1) // 2)
    e = layers.Embedding(cardinality, dim, name=f"{name}_emb")(inp)
    return inp, layers.Reshape((dim,))(e)


def build():
    ins, embs = zip(*[embed(k, v) for k, v in CATEGORICAL.items()])
    nums = [layers.Input(shape=(1,), name=c) for c in NUMERIC]
    deep = layers.Concatenate()([*embs, *nums])
    for u in [1000, 500]:
        deep = layers.Dense(u, activation="relu", kernel_regularizer="l2")(deep)
    wide = layers.Concatenate()(nums)
    out = layers.Dense(1, activation="sigmoid")(layers.concatenate([wide, deep]))
    return tf.keras.Model(list(ins) + nums, out)


df = pd.read_csv("rossmann.csv")
sales = np.log(df["Sales"].clip(lower=1)) / np.log(df["Sales"].max())
model = build()
model.compile("adam", loss="mean_absolute_error")  # expect: CL111
model.fit({c: df[c] for c in list(CATEGORICAL) + NUMERIC}, sales, epochs=10)
