# Metrics that fit their labels and outputs, however they are written.
import keras
import numpy as np
from keras import layers, metrics

rng = np.random.default_rng(4)
x = rng.uniform(size=(60, 6))
side = (x[:, 0] > 0.5).astype("float32")
ids = rng.integers(0, 4, size=60)
rows = keras.utils.to_categorical(ids, 4)
tags = rng.integers(0, 2, size=(60, 5))


def net(units, activation=None):
    return keras.Sequential([keras.Input((6,)), layers.Dense(8, activation="relu"), layers.Dense(units, activation)])


class ArgmaxIoU(metrics.MeanIoU):
    def update_state(self, y_true, y_pred, sample_weight=None):
        return super().update_state(y_true, keras.ops.argmax(y_pred, axis=-1), sample_weight)


softmax = net(4, "softmax")
softmax.compile("adam", "sparse_categorical_crossentropy",  # expect: none
                metrics=["acc", "sparse_categorical_accuracy", metrics.SparseTopKCategoricalAccuracy(k=2)])
softmax.fit(x, ids, verbose=0)
softmax.compile("adam", "categorical_crossentropy",  # expect: none
                metrics=["accuracy", metrics.CategoricalAccuracy(), metrics.TopKCategoricalAccuracy(k=2)])
softmax.fit(x, rows, verbose=0)
softmax.compile("adam", "categorical_crossentropy",  # expect: none
                metrics=[metrics.Precision(class_id=1), metrics.Recall(), metrics.AUC(), metrics.F1Score()])
softmax.fit(x, rows, class_weight={0: 1.0, 1: 2.0, 2: 1.0, 3: 1.0}, verbose=0)
softmax.compile("adam", "categorical_crossentropy", metrics=[metrics.OneHotMeanIoU(num_classes=4)])  # expect: none
softmax.fit(x, rows, verbose=0)
softmax.compile("adam", "sparse_categorical_crossentropy",  # expect: none
                metrics=[metrics.MeanIoU(num_classes=4, sparse_y_pred=False)])
softmax.fit(x, ids, verbose=0)
softmax.compile("adam", "sparse_categorical_crossentropy", metrics=[ArgmaxIoU(num_classes=4)])  # expect: none
softmax.fit(x, ids, verbose=0)

pair = net(2, "softmax")
pair.compile("adam", "categorical_crossentropy", metrics=["binary_accuracy", metrics.AUC()])  # expect: none
pair.fit(x, keras.utils.to_categorical(side, 2), verbose=0)

tagger = net(5, "sigmoid")
tagger.compile("adam", "binary_crossentropy",  # expect: none
               metrics=["binary_accuracy", metrics.AUC(multi_label=True), metrics.F1Score(threshold=0.5)])
tagger.fit(x, tags, verbose=0)
tagger = net(5)
tagger.compile("adam", keras.losses.BinaryCrossentropy(from_logits=True),  # expect: none
               metrics=[metrics.BinaryAccuracy(threshold=0), metrics.Precision(thresholds=0.0)])
tagger.fit(x, tags, verbose=0)

one = net(1, "sigmoid")
one.compile("adam", "binary_crossentropy",  # expect: none
            metrics=["acc", metrics.Precision(), metrics.Recall(thresholds=[0.0, 0.5]), metrics.BinaryIoU([1])])
one.fit(x, side, verbose=0)
one.compile("adam", "binary_crossentropy", metrics=[metrics.BinaryAccuracy(threshold=0.3)])  # expect: none
one.fit(x, side, verbose=0)

margin = net(1)
margin.compile("adam", "hinge", metrics=[metrics.Hinge(name="again")])  # expect: CL406
margin.fit(x, np.where(side > 0, 1, -1), verbose=0)
margin.compile("adam", "hinge", metrics=["accuracy"])  # expect: none
margin.fit(x, side, verbose=0)


def train_any(model, x, y):
    """Labels of which nothing is known, and a loss that does not tell their form."""
    model.compile("adam", "mse", metrics=[metrics.CategoricalAccuracy(), metrics.Precision()])  # expect: none
    model.fit(x, y)
