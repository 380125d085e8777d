# Metrics that read these labels or outputs wrongly; the loss is right each time.
import keras
import numpy as np
from keras import layers, metrics

rng = np.random.default_rng(5)
x = rng.uniform(size=(60, 6))
side = np.where(x[:, 0] > 0.5, 1, -1)
ids = rng.integers(0, 4, size=60)
rows = keras.utils.to_categorical(ids, 4)
tags = (rng.uniform(size=(60, 5)) > 0.7).astype("int32")


def net(units, activation=None):
    return keras.Sequential([keras.Input((6,)), layers.Dense(8, activation="relu"), layers.Dense(units, activation)])


def unseen(build):
    """The labels come from elsewhere, but the sparse loss tells what they are."""
    model = build(4, "softmax")
    model.compile("adam", "sparse_categorical_crossentropy",  # expect: CL403, CL405
                  metrics=["categorical_accuracy", keras.metrics.Recall()])
    return model


unseen(net)
softmax = net(4, "softmax")
softmax.compile("adam", "sparse_categorical_crossentropy", metrics=[metrics.TopKCategoricalAccuracy(2)])  # expect: CL403
softmax.fit(x, ids, verbose=0)
softmax.compile("adam", "sparse_categorical_crossentropy", metrics=[metrics.AUC(name="area")])  # expect: CL405
softmax.fit(x, ids, verbose=0)
softmax.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy", "categorical_crossentropy"])  # expect: CL403
softmax.fit(x, ids, verbose=0)
softmax.compile("adam", "categorical_crossentropy", metrics=[metrics.SparseCategoricalAccuracy()])  # expect: CL403
softmax.fit(x, rows, verbose=0)
softmax.compile("adam", "categorical_crossentropy", metrics=[metrics.BinaryAccuracy()])  # expect: CL407
softmax.fit(x, rows, verbose=0)
softmax.compile("adam", "categorical_crossentropy", metrics=[metrics.MeanIoU(4)])  # expect: CL409
softmax.fit(x, rows, verbose=0)

logits = net(4)
sparse = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
logits.compile("adam", sparse, metrics=["accuracy", metrics.CategoricalAccuracy()])  # expect: CL403
logits.fit(x, ids, verbose=0)

tagger = net(5)
tagger.compile("adam", keras.losses.BinaryCrossentropy(from_logits=True), metrics=["acc"])  # expect: CL408
tagger.fit(x, tags, verbose=0)
tagger = net(5, "sigmoid")
tagger.compile("adam", "binary_crossentropy", weighted_metrics=["categorical_accuracy"])  # expect: CL408
tagger.fit(x, tags, verbose=0)

one = net(1, "sigmoid")
one.compile("adam", "binary_crossentropy", metrics=[metrics.Precision(thresholds=(0.0,))])  # expect: CL410
one.fit(x, (side + 1) // 2, verbose=0)
one.compile("adam", "binary_crossentropy", metrics=["categorical_accuracy"])  # expect: CL403
one.fit(x, (side + 1) // 2, verbose=0)
margin = net(1)
margin.compile("adam", "squared_hinge", metrics=["acc"])  # expect: CL411
margin.fit(x, side, verbose=0)
