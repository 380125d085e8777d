import os
import cv2
import numpy as np
from tensorflow.keras.layers import ConvLSTM2D, Conv2D, Dense, Dropout, Flatten, LSTM, MaxPooling2D, MaxPooling3D, TimeDistributed
from tensorflow.keras.models import Sequential
from tensorflow.keras.utils import to_categorical
from tensorflow.keras.callbacks import EarlyStopping
from sklearn.model_selection import train_test_split

IMAGE_HEIGHT, IMAGE_WIDTH, SEQUENCE_LENGTH = 64, 64, 20
CLASSES_LIST = ["WalkingWithDog", "TaiChi", "Swing", "HorseRace"]


def create_dataset():
    features, labels = [], []
    for class_index, class_name in enumerate(CLASSES_LIST):
        for file_name in os.listdir(os.path.join("UCF50", class_name)):
            frames = []
            reader = cv2.VideoCapture(file_name)
            for i in range(SEQUENCE_LENGTH):
                ok, frame = reader.read()
                if not ok:
                    break
                frames.append(cv2.resize(frame, (IMAGE_HEIGHT, IMAGE_WIDTH)) / 255)
            if len(frames) == SEQUENCE_LENGTH:
                features.append(frames)
                labels.append(class_index)
    return np.asarray(features), np.array(labels)


def create_lrcn():
    model = Sequential()
    model.add(TimeDistributed(Conv2D(16, (3, 3), padding='same', activation='relu'),
                              input_shape=(SEQUENCE_LENGTH, IMAGE_HEIGHT, IMAGE_WIDTH, 3)))
    model.add(TimeDistributed(MaxPooling2D((4, 4))))
    model.add(TimeDistributed(Flatten()))
    model.add(LSTM(32))
    model.add(Dense(len(CLASSES_LIST), activation='softmax'))
    return model


features, labels = create_dataset()
one_hot_encoded_labels = to_categorical(labels)
f_train, f_test, l_train, l_test = train_test_split(features, one_hot_encoded_labels, test_size=0.25, shuffle=True)
model = create_lrcn()
model.compile(loss='categorical_crossentropy', optimizer='Adam', metrics=["accuracy"])  # expect: none
model.fit(x=f_train, y=l_train, epochs=70, batch_size=4, validation_split=0.2, callbacks=[EarlyStopping(patience=15)])
raw = create_lrcn()
raw.compile(loss='categorical_crossentropy', optimizer='Adam', metrics=["accuracy"])  # expect: CL201
raw.fit(x=features, y=labels, epochs=70)
