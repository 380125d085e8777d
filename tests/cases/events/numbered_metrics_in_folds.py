"""Cross-validation in one process: AUC is auc, then auc_1; either may be meant."""
import numpy as np
from sklearn.model_selection import KFold
from tensorflow import keras

x, y = np.random.rand(90, 3), np.random.randint(0, 2, 90)
for fold, (train, test) in enumerate(KFold(3).split(x)):
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1, activation="sigmoid")])
    model.compile("adam", "binary_crossentropy", metrics=[keras.metrics.AUC()])  # expect: none
    name = "val_auc" if fold == 0 else f"val_auc_{fold}"
    model.fit(x[train], y[train], validation_data=(x[test], y[test]),
              callbacks=[keras.callbacks.EarlyStopping(monitor=name, mode="max")])
