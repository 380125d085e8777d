# A Sequence that encodes inside __getitem__, as company repositories write it.
import numpy as np
from keras import layers, models
from keras.utils import Sequence, to_categorical


class AudioSequence(Sequence):
    def __init__(self, files, labels, batch_size=32, n_classes=8, shuffle=True):
        self.files, self.labels = files, labels
        self.batch_size, self.n_classes, self.shuffle = batch_size, n_classes, shuffle
        self.on_epoch_end()

    def __len__(self):
        return int(np.ceil(len(self.files) / self.batch_size))

    def on_epoch_end(self):
        self.order = np.arange(len(self.files))
        if self.shuffle:
            np.random.shuffle(self.order)

    def __getitem__(self, index):
        chosen = self.order[index * self.batch_size:(index + 1) * self.batch_size]
        X = np.stack([np.load(self.files[k]) for k in chosen])
        y = np.array([self.labels[k] for k in chosen])
        return X, to_categorical(y, num_classes=self.n_classes)


files = ["a.npy", "b.npy"]
labels = [0, 3]
train_seq = AudioSequence(files, labels)
model = models.Sequential([layers.Conv1D(16, 5, activation="relu", input_shape=(1000, 1)), layers.GlobalMaxPooling1D(), layers.Dense(8, activation="softmax")])
model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])  # expect: none
model.fit(train_seq, epochs=3)
