import tensorflow as tf
from tensorflow.keras import layers, models, optimizers

NUM_CLASSES = 120
BASES = {"xception": tf.keras.applications.Xception, "incv3": tf.keras.applications.InceptionV3}


class DogBreeds:
    def __init__(self, arch="xception", size=299):
        base_cls = BASES[arch]
        self.base = base_cls(weights="imagenet", include_top=False, input_shape=(size, size, 3), pooling="avg")
        self.model = models.Sequential([self.base, layers.Dropout(0.4), layers.Dense(NUM_CLASSES, activation="softmax")])

    def _compile(self, lr):
        self.model.compile(optimizer=optimizers.Adam(lr), loss="categorical_crossentropy", metrics=["accuracy"])  # expect: none

    def fit(self, train, valid):
        self.base.trainable = False
        self._compile(1e-3)
        self.model.fit(train, validation_data=valid, epochs=5)
        self.base.trainable = True
        for layer in self.base.layers[:100]:
            layer.trainable = False
        self._compile(1e-5)
        self.model.fit(train, validation_data=valid, epochs=10)


def load(split):
    ds = tf.keras.utils.image_dataset_from_directory(f"dogs/{split}", label_mode="categorical", image_size=(299, 299))
    return ds.prefetch(2)


DogBreeds().fit(load("train"), load("valid"))
