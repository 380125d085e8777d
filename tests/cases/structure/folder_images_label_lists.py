import glob
import os

import cv2
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers

ROOT = "dataset/train"
CATEGORIES = ["cat", "dog"]
IMG_SIZE = 100


def create_training_data():
    training_data = []
    for category in CATEGORIES:
        path = os.path.join(ROOT, category)
        class_num = CATEGORIES.index(category)
        for img in os.listdir(path):
            try:
                arr = cv2.imread(os.path.join(path, img), cv2.IMREAD_GRAYSCALE)
                training_data.append([cv2.resize(arr, (IMG_SIZE, IMG_SIZE)), class_num])
            except Exception as e:
                pass
    return training_data


X, y = [], []
for features, label in create_training_data():
    X.append(features)
    y.append(label)
X = np.array(X).reshape(-1, IMG_SIZE, IMG_SIZE, 1) / 255.0
y = np.array(y)


def cnn(head_units, head_activation):
    model = tf.keras.Sequential()
    for i, f in enumerate((32, 64)):
        if i == 0:
            model.add(layers.Conv2D(f, (3, 3), activation="relu", input_shape=X.shape[1:]))
        else:
            model.add(layers.Conv2D(f, (3, 3), activation="relu"))
        model.add(layers.MaxPooling2D((2, 2)))
    model.add(layers.Flatten())
    model.add(layers.Dense(head_units))
    model.add(layers.Activation(head_activation))
    return model


m = cnn(1, "sigmoid")
m.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])  # expect: none
m.fit(X, y, batch_size=32, epochs=3, validation_split=0.3)
two = cnn(2, "softmax")
two.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"])  # expect: none
two.fit(X, y, batch_size=32, epochs=3, validation_split=0.3)
