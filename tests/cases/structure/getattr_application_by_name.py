import argparse

import tensorflow as tf
from tensorflow import keras

parser = argparse.ArgumentParser()
parser.add_argument("--arch", default="ResNet50", choices=["ResNet50", "MobileNetV2", "EfficientNetB0"])
parser.add_argument("--loss", default="CategoricalCrossentropy")
parser.add_argument("--smoothing", type=float, default=0.1)
FLAGS = parser.parse_args()


def backbone(name, shape):
    return getattr(keras.applications, name)(include_top=False, weights=None, input_shape=shape, pooling="avg")


def classifier(n, activation):
    base = backbone(FLAGS.arch, (128, 128, 3))
    return keras.Model(base.input, keras.layers.Dense(n, activation=activation)(base.output))


loss_cls = getattr(keras.losses, FLAGS.loss)
m = classifier(17, "softmax")
m.compile("adam", loss=loss_cls(label_smoothing=FLAGS.smoothing), metrics=["accuracy"])  # expect: none
m = classifier(17, "sigmoid")
m.compile("adam", loss=loss_cls(label_smoothing=FLAGS.smoothing), metrics=["accuracy"])  # expect: CL102
m = classifier(17, None)
m.compile("adam", loss=loss_cls(from_logits=True, label_smoothing=FLAGS.smoothing), metrics=["accuracy"])  # expect: none
