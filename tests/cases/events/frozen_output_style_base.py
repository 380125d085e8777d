"""The base is cut into the graph by its output, and frozen between compile and fit."""
import numpy as np
from tensorflow import keras

images, labels = np.random.rand(16, 64, 64, 3), np.random.randint(0, 2, 16)
base = keras.applications.VGG16(include_top=False, input_shape=(64, 64, 3), pooling="max")
head = keras.layers.Dense(1, activation="sigmoid")(base.output)
model = keras.Model(base.input, head)
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])  # expect: CL901
base.trainable = False
model.fit(images, labels)
