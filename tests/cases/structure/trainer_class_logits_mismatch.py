import tensorflow as tf
from tensorflow.keras import layers, models, losses, optimizers


class ImageExperiment(object):
    """Wraps data, network and training."""

    NUM_CLASSES = 10

    def __init__(self, learning_rate=0.001, batch_size=64):
        self.learning_rate = learning_rate
        self.batch_size = batch_size
        self._load_data()
        self.model = self._build_network()

    def _load_data(self):
        (self.x_train, self.y_train), (self.x_test, self.y_test) = tf.keras.datasets.cifar10.load_data()
        self.x_train, self.x_test = self.x_train / 255.0, self.x_test / 255.0

    def _build_network(self):
        model = models.Sequential()
        model.add(layers.Conv2D(32, (3, 3), activation='relu', input_shape=(32, 32, 3)))
        model.add(layers.MaxPooling2D((2, 2)))
        model.add(layers.Conv2D(64, (3, 3), activation='relu'))
        model.add(layers.Flatten())
        model.add(layers.Dense(64, activation='relu'))
        model.add(layers.Dense(self.NUM_CLASSES))
        return model

    def run(self, epochs=10):
        self.model.compile(optimizer=optimizers.Adam(self.learning_rate),  # expect: CL302
                           loss=losses.SparseCategoricalCrossentropy(),
                           metrics=['accuracy'])
        self.model.fit(self.x_train, self.y_train, epochs=epochs, batch_size=self.batch_size,
                       validation_data=(self.x_test, self.y_test))


ImageExperiment().run()
