# Weights without a rare class to speak of are still evidence; a metric that tells classes apart answers it.
import numpy as np
import tensorflow as tf
from sklearn.metrics import confusion_matrix, f1_score
from sklearn.utils import class_weight

X, y = np.random.rand(400, 6), np.random.choice([0, 1], 400, p=[0.9, 0.1])
weights = class_weight.compute_sample_weight("balanced", y)


def mlp():
    return tf.keras.Sequential([tf.keras.layers.Dense(8, activation="relu"), tf.keras.layers.Dense(1, activation="sigmoid")])


a = mlp()
a.compile("adam", "binary_crossentropy", metrics=["accuracy"])  # expect: none
a.fit(X, y, sample_weight=weights)
print(confusion_matrix(y, a.predict(X).round()))

b = mlp()
b.compile("adam", "binary_crossentropy", metrics=["accuracy", tf.keras.metrics.F1Score(threshold=0.5)])  # expect: none
b.fit(X, y, sample_weight=weights)

c = mlp()
c.compile("adam", "binary_crossentropy", metrics=["accuracy", tf.keras.metrics.SensitivityAtSpecificity(0.9)])  # expect: none
c.fit(X, y, class_weight={0: 1, 1: 9})

d = mlp()
d.compile("adam", "binary_crossentropy", metrics=["accuracy"])  # expect: CL501
d.fit(X, y, class_weight={0: 1, 1: 9})

e = mlp()
e.compile("adam", "binary_crossentropy", metrics=["accuracy"])  # expect: none
e.fit(X, y)
pred = (e.predict(X) > 0.5).astype(int)
print(f1_score(y, pred))
