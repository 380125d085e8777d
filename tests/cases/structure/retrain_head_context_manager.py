import contextlib
import time

import numpy as np
from tensorflow.keras import Model, layers, applications


@contextlib.contextmanager
def timer(name):
    t = time.time()
    yield t
    print(name, time.time() - t)


@contextlib.contextmanager
def frozen(base):
    base.trainable = False
    try:
        yield base
    finally:
        base.trainable = True


base = applications.EfficientNetV2B0(include_top=False, pooling="avg", input_shape=(96, 96, 3))
x, y = np.random.rand(20, 96, 96, 3), np.eye(4)[np.random.randint(0, 4, 20)]
with timer("stage 1"), frozen(base) as b:
    model = Model(b.input, layers.Dense(4, activation="softmax")(b.output))
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])  # expect: none
    model.fit(x, y)
with timer("stage 2"):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: CL202
    model.fit(x, y)
