import keras
from keras import layers


class ConvBNReLU(layers.Layer):
    def __init__(self, f, **kw):
        super().__init__(**kw)
        self.seq = keras.Sequential([layers.Conv2D(f, 3, padding="same", use_bias=False), layers.BatchNormalization(),
                                     layers.ReLU()])

    def call(self, x, training=None):
        return self.seq(x, training=training)


class SegNet(keras.Model):
    def __init__(self, n_classes, widths=(32, 64)):
        super().__init__()
        self.enc = [ConvBNReLU(w) for w in widths]
        self.pool = layers.MaxPooling2D()
        self.dec = [ConvBNReLU(w) for w in reversed(widths)]
        self.up = layers.UpSampling2D()
        self.head = layers.Conv2D(n_classes, 1, activation="sigmoid" if n_classes == 1 else "softmax")

    def encode(self, x):
        skips = []
        for block in self.enc:
            x = block(x)
            skips.append(x)
            x = self.pool(x)
        return x, skips

    def call(self, x):
        x, skips = self.encode(x)
        for block, skip in zip(self.dec, skips[::-1]):
            x = block(layers.concatenate([self.up(x), skip]))
        return self.head(x)


binary = SegNet(1)
binary.compile("adam", "binary_crossentropy", metrics=["accuracy"])  # expect: none
multi = SegNet(21)
multi.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: none
oops = SegNet(21)
oops.compile("adam", "binary_crossentropy", metrics=["accuracy"])  # expect: CL103
