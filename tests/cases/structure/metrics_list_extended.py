import argparse

import keras
from keras import layers

p = argparse.ArgumentParser()
p.add_argument("--extra", nargs="*", default=[])
p.add_argument("--auc", action="store_true")
args = p.parse_args()

metrics = ["mae"]
if args.auc:
    metrics.append(keras.metrics.AUC(name="auc"))
for name in args.extra:
    metrics.append(name)

m = keras.Sequential([layers.Dense(8, activation="relu"), layers.Dense(1)])
m.compile("adam", loss="mse", metrics=metrics)  # expect: none
again = keras.Sequential([layers.Dense(8, activation="relu"), layers.Dense(1)])
again.compile("adam", loss="mae", metrics=["mae"] + [k for k in ("mse", "mape")])  # expect: CL406
