from functools import reduce

import keras
from keras import layers


def chain(x, *stack):
    return reduce(lambda t, layer: layer(t), stack, x)


def vgg_block(f, n):
    return [layers.Conv2D(f, 3, padding="same", activation="relu") for _ in range(n)] + [layers.MaxPooling2D()]


inp = keras.Input((48, 48, 1))
body = sum([vgg_block(32, 2), vgg_block(64, 2), vgg_block(128, 3)], [])
features = chain(inp, *body, layers.Flatten(), layers.Dense(256, activation="relu"), layers.Dropout(0.5))
emotions = chain(features, layers.Dense(7, activation="softmax", name="emotion"))
model = keras.Model(inp, emotions)
model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])  # expect: none
raw = keras.Model(inp, chain(features, layers.Dense(7)))
raw.compile("adam", "categorical_crossentropy", metrics=["accuracy"])  # expect: CL302
