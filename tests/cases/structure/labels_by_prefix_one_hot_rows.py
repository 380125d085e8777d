import os
from random import shuffle

import cv2
import numpy as np
from keras.models import Sequential
from keras.layers import Conv2D, Dense, Flatten, MaxPooling2D

TRAIN_DIR = "train"


def label_img(img):
    word_label = img.split(".")[-3]
    if word_label == "cat":
        return [1, 0]
    return [0, 1]


def create_train_data():
    images, labels = [], []
    names = os.listdir(TRAIN_DIR)
    shuffle(names)
    for img in names:
        images.append(cv2.resize(cv2.imread(os.path.join(TRAIN_DIR, img), 0), (50, 50)))
        labels.append(label_img(img))
    return np.array(images)[..., None], np.array(labels)


X, Y = create_train_data()


def convnet(loss):
    model = Sequential([
        Conv2D(32, 5, activation="relu", input_shape=(50, 50, 1)),
        MaxPooling2D(5),
        Flatten(),
        Dense(1024, activation="relu"),
        Dense(2, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss=loss, metrics=["accuracy"])  # expect: CL202
    return model


convnet("categorical_crossentropy").fit(X, Y, epochs=3)
convnet("sparse_categorical_crossentropy").fit(X, Y, epochs=3)
