"""File names that can be made."""
import numpy as np
from tensorflow import keras

x, y = np.random.rand(80, 4), np.random.randint(0, 3, 80)
net = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation="softmax")])
net.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy", "sparse_top_k_categorical_accuracy"])  # expect: none
stamp = "today"
net.fit(x, y, validation_split=0.1, callbacks=[
    keras.callbacks.ModelCheckpoint("{epoch:02d}-{loss:.3f}-{val_accuracy:.3f}.keras"),
    keras.callbacks.ModelCheckpoint(f"{stamp}-{{val_sparse_top_k_categorical_accuracy:.2f}}.keras"),
    keras.callbacks.ModelCheckpoint("weights.{epoch:02d}-{val_loss:.2f}.weights.h5", save_weights_only=True),
])
