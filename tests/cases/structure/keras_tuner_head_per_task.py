"""A tuner that chooses the head and the loss together, and one that does not."""
import keras
import keras_tuner as kt
from keras import layers
from keras.datasets import cifar10
from keras.utils import to_categorical

(x_train, y_train), (x_test, y_test) = cifar10.load_data()
y_train = to_categorical(y_train, 10)


def together(hp):
    model = keras.Sequential()
    for i in range(hp.Int("blocks", 1, 3)):
        model.add(layers.Conv2D(hp.Choice(f"filters_{i}", [16, 32]), 3, activation="relu"))
    model.add(layers.Flatten())
    logits = hp.Boolean("logits")
    model.add(layers.Dense(10, activation=None if logits else "softmax"))
    model.compile("adam", keras.losses.CategoricalCrossentropy(from_logits=logits))  # expect: none
    return model


class Apart(kt.HyperModel):
    def build(self, hp):
        model = keras.Sequential([layers.Flatten()])
        model.add(layers.Dense(10, activation=hp.Choice("head", ["softmax", "linear"])))
        model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])  # expect: CL302?
        return model


class Wrong(kt.HyperModel):
    def build(self, hp):
        model = keras.Sequential([layers.Flatten()])
        model.add(layers.Dense(10, activation=hp.Choice("head", ["softmax", "softmax"])))
        model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: CL202
        return model


for hypermodel in (together, Apart(), Wrong()):
    tuner = kt.RandomSearch(hypermodel, objective="val_loss", max_trials=4)
    tuner.search(x_train, y_train, epochs=3, validation_split=0.1)
    best = tuner.get_best_models(num_models=1)[0]
    best.evaluate(x_test, to_categorical(y_test, 10))
