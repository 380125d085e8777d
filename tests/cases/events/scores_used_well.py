"""Classes where classes belong, scores where scores belong, and mixtures that nobody can follow."""
import numpy as np
import keras
from sklearn.metrics import accuracy_score, confusion_matrix, log_loss, roc_auc_score

x, y = np.random.rand(60, 20), np.random.randint(0, 2, 60)
nets = []
for _ in range(3):
    net = keras.Sequential([keras.Input((20,)), keras.layers.Dense(1, activation="sigmoid")])
    net.compile("adam", "binary_crossentropy", metrics=["accuracy"])  # expect: none
    net.fit(x, y)
    p = net.predict(x)
    print(accuracy_score(y, p > 0.5), confusion_matrix(y, (p[:, 0] >= 0.3).astype(int)), roc_auc_score(y, p), log_loss(y, p.ravel()))
    nets.append(net)
votes = np.mean([net.predict(x) > 0.5 for net in nets], axis=0)
print(roc_auc_score(y, votes))
