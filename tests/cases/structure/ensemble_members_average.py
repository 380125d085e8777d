import numpy as np
from keras import Input, Model, layers

members = []
shared_in = Input((100,))


def member(seed):
    x = layers.Dense(64, activation="relu", kernel_initializer="he_uniform")(shared_in)
    x = layers.Dropout(0.1 * seed)(x)
    y = layers.Dense(10, activation="softmax", name=f"m{seed}")(x)
    m = Model(shared_in, y, name=f"member_{seed}")
    m.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: none
    return m


members = [member(i) for i in range(5)]
avg = layers.Average()([m.output for m in members])
ensemble = Model(shared_in, avg)
ensemble.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: none
merged = layers.concatenate([m.output for m in members])
stacked = Model(shared_in, layers.Dense(10)(layers.Dense(10, activation="relu")(merged)))
stacked.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: CL302
