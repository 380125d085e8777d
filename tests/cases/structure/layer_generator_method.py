import keras
from keras import layers


class Tower:
    def __init__(self, widths, classes, logits):
        self.widths, self.classes, self.logits = widths, classes, logits

    def __iter__(self):
        yield keras.Input((20,))
        for w in self.widths:
            yield layers.Dense(w, activation="relu")
            yield layers.Dropout(0.1)
        yield layers.Dense(self.classes)
        if not self.logits:
            yield layers.Softmax()


good = keras.Sequential(list(Tower([32, 16], 5, logits=False)))
good.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: none
bad = keras.Sequential(list(Tower([32, 16], 5, logits=True)))
bad.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: CL302
step = keras.Sequential()
for layer in Tower([8], 1, logits=False):
    step.add(layer)
step.compile("adam", "binary_crossentropy", metrics=["accuracy"])  # expect: CL101
