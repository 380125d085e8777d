import numpy as np
from keras.models import Sequential, Model
from keras.layers import Dense, Input, LeakyReLU, BatchNormalization
from keras.optimizers import Adam


def adam():
    return Adam(learning_rate=0.0002, beta_1=0.5)


def generator():
    g = Sequential([Dense(256, input_dim=100), LeakyReLU(0.2), Dense(784, activation='tanh')])
    g.compile(loss='binary_crossentropy', optimizer=adam())  # expect: none
    return g


def discriminator():
    d = Sequential([Dense(512, input_dim=784), LeakyReLU(0.2), Dense(1, activation='sigmoid')])
    d.compile(loss='binary_crossentropy', optimizer=adam())  # expect: none
    return d


def create_gan(discriminator, generator):
    discriminator.trainable = False
    gan_input = Input(shape=(100,))
    gan = Model(inputs=gan_input, outputs=discriminator(generator(gan_input)))
    gan.compile(loss='binary_crossentropy', optimizer='adam')  # expect: none
    return gan


def training(epochs=1, batch_size=128):
    X_train = np.random.rand(1000, 784)
    g, d = generator(), discriminator()
    gan = create_gan(d, g)
    for e in range(1, epochs + 1):
        for _ in range(batch_size):
            noise = np.random.normal(0, 1, [batch_size, 100])
            fake = g.predict(noise)
            X = np.concatenate([X_train[:batch_size], fake])
            y_dis = np.zeros(2 * batch_size)
            y_dis[:batch_size] = 0.9
            d.trainable = True
            d.train_on_batch(X, y_dis)
            y_gen = np.ones(batch_size)
            d.trainable = False
            gan.train_on_batch(noise, y_gen)


training(400, 128)
