import math
import tensorflow as tf
from tensorflow.keras.callbacks import LearningRateScheduler, TensorBoard, ModelCheckpoint


class Runner:
    callbacks = []

    def __init__(self, **options):
        self.options = {"epochs": 5, "lr": 1e-2, "classes": 100, **options}

    def schedule(self, epoch):
        return self.options["lr"] * math.pow(0.5, math.floor(epoch / 10))

    def __call__(self, ds, val):
        model = self.model()
        opt = tf.keras.optimizers.SGD(self.options["lr"], momentum=0.9)
        model.compile(opt, self.loss(), metrics=["accuracy"])  # expect: CL104
        cbs = [LearningRateScheduler(self.schedule), TensorBoard("logs"), ModelCheckpoint("m.keras"), *self.callbacks]
        return model.fit(ds, validation_data=val, epochs=self.options["epochs"], callbacks=cbs)

    def loss(self):
        if self.options.get("smooth"):
            return tf.keras.losses.CategoricalCrossentropy(label_smoothing=0.1)
        return tf.keras.losses.SparseCategoricalCrossentropy()

    def model(self):
        act = self.options.get("final", "softmax")
        return tf.keras.applications.MobileNet(weights=None, classes=self.options["classes"], classifier_activation=act)


def ds(sparse=True):
    return tf.keras.utils.image_dataset_from_directory("imgs", label_mode="int" if sparse else "categorical")


Runner()(ds(), ds())
Runner(smooth=True)(ds(False), ds(False))
Runner(final="relu")(ds(), ds())
