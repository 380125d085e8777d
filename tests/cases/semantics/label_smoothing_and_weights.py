import keras
import numpy as np

X = np.random.normal(size=(80, 4))
ids = np.random.randint(0, 3, 80)
hot = keras.utils.to_categorical(ids, 3)
smoothed = hot * 0.9 + 0.1 / 3


def net(act="softmax"):
    return keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation=act)])


m = net()
m.compile("adam", keras.losses.CategoricalCrossentropy(label_smoothing=0.1), metrics=["accuracy"])  # expect: none
m.fit(X, hot)
m = net()
m.compile("adam", "categorical_crossentropy", metrics=["accuracy"])  # expect: none
m.fit(X, smoothed)
m = net()
m.compile("adam", keras.losses.CategoricalCrossentropy(label_smoothing=0.1))  # expect: CL201
m.fit(X, ids)
m = net(None)
m.compile("adam", keras.losses.CategoricalCrossentropy(label_smoothing=0.1))  # expect: CL302
m.fit(X, hot)
m = net()
m.compile("adam", keras.losses.CategoricalFocalCrossentropy(alpha=0.25, gamma=2.0), metrics=["accuracy", "Precision"])  # expect: none
m.fit(X, hot)
m = net("sigmoid")
m.compile("adam", keras.losses.BinaryCrossentropy(label_smoothing=0.1), metrics=["binary_accuracy"])  # expect: none
m.fit(X, hot)
