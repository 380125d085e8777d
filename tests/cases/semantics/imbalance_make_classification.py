from sklearn.datasets import make_classification
from tensorflow.keras import Sequential, layers

X, y = make_classification(n_samples=5000, n_features=12, weights=[0.97, 0.03], random_state=1)
m = Sequential([layers.Dense(24, "relu"), layers.Dense(1, "sigmoid")])
m.compile("adam", "binary_crossentropy", metrics=["binary_accuracy"])  # expect: CL501
m.fit(X, y, epochs=4)

Xb, yb = make_classification(n_samples=5000, n_features=12, random_state=1)
m = Sequential([layers.Dense(24, "relu"), layers.Dense(1, "sigmoid")])
m.compile("adam", "binary_crossentropy", metrics=["binary_accuracy"])  # expect: none
m.fit(Xb, yb, epochs=4)

X3, y3 = make_classification(n_samples=900, n_features=12, n_informative=6, n_classes=4)
m = Sequential([layers.Dense(24, "relu"), layers.Dense(3, "softmax")])
m.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: CL203
m.fit(X3, y3, epochs=4)
