"""Who asks whether there is such a method, or whether something is a class, knows that there may not be."""
import numpy as np
from tensorflow import keras
from tensorflow.keras import layers

x, y = np.random.rand(60, 4), np.random.randint(0, 2, 60)


def scores_of(model, rows):
    if hasattr(model, "predict_proba"):
        return model.predict_proba(rows)
    return model.predict(rows)


def optimizer_called(name, options):
    found = getattr(keras.optimizers, name)
    return found(**options) if isinstance(found, type) else found


net = keras.Sequential([keras.Input((4,)), layers.Dense(1, activation="sigmoid")])
net.compile(optimizer=optimizer_called("Adam", {"learning_rate": 0.01}), loss="binary_crossentropy")  # expect: none
net.fit(x, y)
print(scores_of(net, x))

own = keras.Model(net.input, net.output)
own.compile(optimizer=keras.optimizers.Adam, loss="binary_crossentropy")  # expect: CL615
own.fit(x, y)
