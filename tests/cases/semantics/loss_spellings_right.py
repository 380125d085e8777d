# Every spelling of a right loss for five softmax classes with one-hot rows.
import functools

import keras
import numpy as np
from keras import losses
from keras.losses import CategoricalCrossentropy, categorical_crossentropy

Y = np.eye(5)[np.random.randint(0, 5, 100)]
X = np.random.normal(size=(100, 7))


def net():
    return keras.Sequential([keras.Input((7,)), keras.layers.Dense(20, "swish"), keras.layers.Dense(5, "softmax")])


for loss in [losses.CategoricalCrossentropy(), losses.CategoricalCrossentropy(False, 0.1), categorical_crossentropy]:
    model = net()
    model.compile("adam", loss=loss)  # expect: none
    model.fit(X, Y)

model = net()
model.compile("adam", loss=CategoricalCrossentropy(label_smoothing=0.1, from_logits=False))  # expect: none
model.fit(X, Y)
model = net()
model.compile("adam", loss=functools.partial(categorical_crossentropy, label_smoothing=0.05))  # expect: none
model.fit(X, Y)
model = net()
model.compile("adam", loss=lambda y, p: categorical_crossentropy(y, p, from_logits=False))  # expect: none
model.fit(X, Y)
model = net()
model.compile("adam", loss=keras.losses.get("categorical_crossentropy"))  # expect: none
model.fit(X, Y)
model = net()
model.compile("adam", loss="CategoricalCrossentropy")  # expect: none
model.fit(X, Y)
