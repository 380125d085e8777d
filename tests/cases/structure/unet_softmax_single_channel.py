import tensorflow as tf
from tensorflow.keras import layers as L


def down(x, filters):
    c = L.Conv2D(filters, 3, padding="same", activation="relu")(x)
    c = L.Conv2D(filters, 3, padding="same", activation="relu")(c)
    return c, L.MaxPool2D()(c)


def up(x, skip, filters):
    x = L.Conv2DTranspose(filters, 2, strides=2, padding="same")(x)
    x = L.Concatenate()([x, skip])
    x = L.Conv2D(filters, 3, padding="same", activation="relu")(x)
    return x


def build_unet(shape, depth=4, base=16):
    inp = L.Input(shape)
    stack, x = [], inp
    for d in range(depth):
        c, x = down(x, base * 2 ** d)
        stack.append(c)
    x = L.Conv2D(base * 2 ** depth, 3, padding="same", activation="relu")(x)
    for d in reversed(range(depth)):
        x = up(x, stack.pop(), base * 2 ** d)
    out = L.Conv2D(1, 1, activation="softmax")(x)
    return tf.keras.Model(inp, out)


model = build_unet((128, 128, 3))
model.compile(optimizer="adam", loss="binary_crossentropy",  # expect: CL101, CL409
              metrics=[tf.keras.metrics.MeanIoU(num_classes=2)])
