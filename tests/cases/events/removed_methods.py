"""predict_classes on a model, and on classes of the project and of scikit-learn."""
import numpy as np
import keras
from sklearn.linear_model import LogisticRegression


class Own(keras.Model):
    def __init__(self):
        super().__init__()
        self.out = keras.layers.Dense(3, activation="softmax")

    def call(self, x):
        return self.out(x)

    def predict_classes(self, x):
        return self.predict(x).argmax(axis=-1)


x, y = np.random.rand(60, 20), np.random.randint(0, 3, 60)
own = Own()
own.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: none
own.fit(x, y)
print(own.predict_classes(x), LogisticRegression().fit(x, y).predict_proba(x))
model = keras.Sequential([keras.Input((20,)), keras.layers.Dense(3, activation="softmax")])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: CL805
model.fit(x, y)
print(model.predict_classes(x))
