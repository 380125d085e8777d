# The flag follows the activation, so the two never contradict each other.
import argparse

import keras


def build(activation, classes=10):
    inputs = keras.Input((28, 28, 1))
    x = keras.layers.Flatten()(inputs)
    outputs = keras.layers.Dense(classes, activation=activation)(x)
    model = keras.Model(inputs, outputs)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=activation is None)
    model.compile("adam", loss, metrics=["accuracy"])  # expect: none
    return model


def build_flag(use_logits):
    act = None if use_logits else "softmax"
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation=act)])
    model.compile("adam", keras.losses.CategoricalCrossentropy(from_logits=use_logits))  # expect: none
    return model


def build_wrong(use_logits):
    act = "softmax" if use_logits else None
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation=act)])
    model.compile("adam", keras.losses.CategoricalCrossentropy(from_logits=use_logits))  # expect: CL301, CL302
    return model


parser = argparse.ArgumentParser()
parser.add_argument("--logits", action="store_true")
args = parser.parse_args()
build("softmax")
build(None)
build_flag(args.logits)
build_wrong(True)
build_wrong(False)
