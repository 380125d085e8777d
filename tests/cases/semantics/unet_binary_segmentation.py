import tensorflow as tf
from tensorflow.keras import layers


def double_conv(x, n):
    for _ in range(2):
        x = layers.Conv2D(n, 3, padding="same", activation="relu", kernel_initializer="he_normal")(x)
    return x


def down(x, n):
    f = double_conv(x, n)
    return f, layers.Dropout(0.3)(layers.MaxPool2D(2)(f))


def up(x, skip, n):
    x = layers.Conv2DTranspose(n, 3, 2, padding="same")(x)
    x = layers.concatenate([x, skip])
    return double_conv(layers.Dropout(0.3)(x), n)


def build_unet(classes=3, activation="softmax"):
    inputs = layers.Input(shape=(128, 128, 3))
    f1, p1 = down(inputs, 64)
    f2, p2 = down(p1, 128)
    mid = double_conv(p2, 256)
    u = up(mid, f2, 128)
    u = up(u, f1, 64)
    outputs = layers.Conv2D(classes, 1, padding="same", activation=activation)(u)
    return tf.keras.Model(inputs, outputs, name="U-Net")


unet_model = build_unet()
unet_model.compile(optimizer=tf.keras.optimizers.Adam(), loss="sparse_categorical_crossentropy", metrics="accuracy")  # expect: CL610
binary = build_unet(1, "sigmoid")
binary.compile("adam", "binary_crossentropy", metrics=["accuracy", tf.keras.metrics.BinaryIoU()])  # expect: none
wrong = build_unet(classes=1)
wrong.compile("adam", "binary_crossentropy", metrics=["accuracy"])  # expect: CL101
