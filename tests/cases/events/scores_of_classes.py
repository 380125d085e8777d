"""scikit-learn's scores, given what they cannot use."""
import numpy as np
import keras
from sklearn.metrics import average_precision_score, classification_report, f1_score, roc_auc_score

x, y = np.random.rand(60, 20), np.random.randint(0, 2, 60)


def sigmoid_net():
    net = keras.Sequential([keras.Input((20,)), keras.layers.Dense(1, activation="sigmoid")])
    return net


raw = sigmoid_net()
raw.compile("adam", "binary_crossentropy", metrics=["accuracy"])  # expect: CL803
raw.fit(x, y)
print(f1_score(y, raw.predict(x)), classification_report(y_true=y, y_pred=raw.predict(x).ravel()))
ranked = sigmoid_net()
ranked.compile("adam", "binary_crossentropy", metrics=["accuracy"])  # expect: CL804
ranked.fit(x, y)
decided = ranked.predict(x).round()
print(roc_auc_score(y, decided), average_precision_score(y, decided))
