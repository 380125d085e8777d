import numpy as np
import tensorflow as tf

(x, y), (xt, yt) = tf.keras.datasets.mnist.load_data()
BATCH = 64


def to_float(img, lab):
    return tf.image.convert_image_dtype(img, tf.float32)[..., tf.newaxis], lab


train = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(60000).map(to_float).batch(BATCH).repeat()
hot = tf.data.Dataset.from_tensor_slices((x, y)).map(lambda a, b: (tf.cast(a, tf.float32), tf.one_hot(b, depth=10))).batch(BATCH)
zipped = tf.data.Dataset.zip((tf.data.Dataset.from_tensor_slices(x), tf.data.Dataset.from_tensor_slices(yt))).batch(BATCH)


def cnn(act):
    return tf.keras.Sequential([tf.keras.layers.Flatten(), tf.keras.layers.Dense(10, activation=act)])


m = cnn("softmax")
m.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: none
m.fit(train, steps_per_epoch=10)
m = cnn("softmax")
m.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: CL202
m.fit(hot)
m = cnn("softmax")
m.compile("adam", tf.keras.losses.CategoricalCrossentropy(label_smoothing=0.1), metrics=["accuracy"])  # expect: none
m.fit(hot.prefetch(1))
m = cnn("softmax")
m.compile("adam", "categorical_crossentropy", metrics=["accuracy"])  # expect: CL201
m.fit(zipped)
m = cnn("softmax")
m.compile("adam", "categorical_crossentropy", metrics=["accuracy"])  # expect: none
m.fit(zipped.map(lambda a, b: (a, tf.one_hot(b, 10))))
