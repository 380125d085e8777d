from keras.layers import BatchNormalization, Dense, Dropout, Flatten, Input, LeakyReLU, Reshape
from keras.models import Model, Sequential
from keras.optimizers import Adam
import numpy as np

img_shape, latent_dim = (28, 28, 1), 100


def build_generator():
    model = Sequential()
    model.add(Dense(256, input_dim=latent_dim))
    model.add(LeakyReLU(alpha=0.2))
    model.add(BatchNormalization(momentum=0.8))
    model.add(Dense(int(np.prod(img_shape)), activation='tanh'))
    model.add(Reshape(img_shape))
    noise = Input(shape=(latent_dim,))
    return Model(noise, model(noise))


def build_discriminator():
    model = Sequential()
    model.add(Flatten(input_shape=img_shape))
    model.add(Dense(512))
    model.add(LeakyReLU(alpha=0.2))
    model.add(Dense(1, activation='sigmoid'))
    img = Input(shape=img_shape)
    return Model(img, model(img))


optimizer = Adam(0.0002, 0.5)
discriminator = build_discriminator()
discriminator.compile(loss='binary_crossentropy', optimizer=optimizer, metrics=['accuracy'])  # expect: none
generator = build_generator()
generator.compile(loss='binary_crossentropy', optimizer=optimizer)  # expect: none
z = Input(shape=(latent_dim,))
discriminator.trainable = False
combined = Model(z, discriminator(generator(z)))
combined.compile(loss='binary_crossentropy', optimizer=optimizer)  # expect: none
for epoch in range(100):
    noise = np.random.normal(0, 1, (32, latent_dim))
    d_loss = discriminator.train_on_batch(generator.predict(noise), np.zeros((32, 1)))
    g_loss = combined.train_on_batch(noise, np.ones((32, 1)))
