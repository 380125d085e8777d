# One-hot rows by np.eye, sliced, concatenated and shuffled on the way.
import numpy as np
from keras import Sequential, layers

K = 6
raw = np.random.randint(0, K, size=(400,))
feats = np.random.normal(size=(400, 12))
onehot = np.eye(K, dtype="float32")[raw]
perm = np.random.permutation(len(raw))
feats, onehot, raw = feats[perm], onehot[perm], raw[perm]
cut = int(0.8 * len(raw))
x_tr, x_va = feats[:cut], feats[cut:]
y_tr, y_va = onehot[:cut], onehot[cut:]
y_all = np.concatenate([y_tr, y_va])
x_all = np.vstack((x_tr, x_va))

good = Sequential([layers.Input((12,)), layers.Dense(K, activation="softmax")])
good.compile("adam", "categorical_crossentropy", metrics=["accuracy"])  # expect: none
good.fit(x_all, y_all, epochs=2)

bad = Sequential([layers.Input((12,)), layers.Dense(K, activation="softmax")])
bad.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: CL202
bad.fit(x_tr, y_tr, validation_data=(x_va, y_va), epochs=2)

back = Sequential([layers.Input((12,)), layers.Dense(K, activation="softmax")])
back.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: none
back.fit(x_tr, y_tr.argmax(axis=1), validation_data=(x_va, np.argmax(y_va, axis=-1)), epochs=2)

worse = Sequential([layers.Input((12,)), layers.Dense(K, activation="softmax")])
worse.compile("adam", "categorical_crossentropy")  # expect: CL201
worse.fit(x_tr, np.argmax(y_tr, -1), epochs=2)
