"""On tf_keras the same checkpoint works, and its path may end in anything."""
import numpy as np
import tf_keras

x, y = np.random.rand(64, 3), np.random.randint(0, 3, 64)
model = tf_keras.Sequential([tf_keras.Input((3,)), tf_keras.layers.Dense(3, activation="softmax")])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: none
model.fit(x, y, validation_split=0.2, callbacks=[tf_keras.callbacks.ModelCheckpoint("m.ckpt", monitor="val_acc")])
