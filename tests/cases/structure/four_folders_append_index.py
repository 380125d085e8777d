import os
import numpy as np
from PIL import Image
from keras.models import Model
from keras.layers import Input, Conv2D, GlobalAveragePooling2D, Dense
from keras.utils import to_categorical

tumours = ["glioma", "meningioma", "notumor", "pituitary"]


class Dataset:
    def __init__(self, root):
        self.root = root
        self.images = []
        self.labels = []

    def load(self):
        for idx, kind in enumerate(tumours):
            folder = os.path.join(self.root, kind)
            for name in sorted(os.listdir(folder)):
                if not name.endswith(".jpg"):
                    continue
                self.images.append(np.asarray(Image.open(os.path.join(folder, name)).resize((128, 128))))
                self.labels.append(idx)
        self.images = np.array(self.images) / 255.0
        self.labels = np.array(self.labels)
        return self


def net(units):
    i = Input((128, 128, 3))
    x = Conv2D(32, 3, activation="relu")(i)
    x = GlobalAveragePooling2D()(x)
    return Model(i, Dense(units, activation="softmax")(x))


data = Dataset("Training").load()
a = net(4)
a.compile("adam", "categorical_crossentropy", metrics=["accuracy"])  # expect: none
a.fit(data.images, to_categorical(data.labels), epochs=5)
b = net(4)
b.compile("adam", "categorical_crossentropy", metrics=["accuracy"])  # expect: CL201
b.fit(data.images, data.labels, epochs=5)
c = net(3)
c.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: CL203
c.fit(data.images, data.labels, epochs=5)
