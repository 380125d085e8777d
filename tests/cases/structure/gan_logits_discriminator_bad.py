import tensorflow as tf
from tensorflow.keras import layers

LATENT = 128


def discriminator():
    m = tf.keras.Sequential(name="discriminator")
    m.add(layers.Input((28, 28, 1)))
    m.add(layers.Conv2D(64, 3, strides=2, padding="same"))
    m.add(layers.LeakyReLU())
    m.add(layers.Flatten())
    m.add(layers.Dense(1))
    return m


def generator():
    m = tf.keras.Sequential(name="generator")
    m.add(layers.Dense(7 * 7 * 128, input_dim=LATENT))
    m.add(layers.Reshape((7, 7, 128)))
    m.add(layers.Conv2DTranspose(64, 4, strides=2, padding="same", activation="relu"))
    m.add(layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="sigmoid"))
    return m


def stack(g, d):
    d.trainable = False
    gan = tf.keras.Sequential([g, d])
    gan.compile(loss="binary_crossentropy", optimizer="adam")  # expect: CL302
    return gan


d = discriminator()
d.compile(loss=tf.keras.losses.BinaryCrossentropy(from_logits=True), optimizer="adam")  # expect: none
gan = stack(generator(), d)
