import keras.backend as K
import numpy as np
from keras.layers import Input, Dense, Flatten, LeakyReLU
from keras.models import Sequential, Model
from keras.optimizers import RMSprop


def wasserstein_loss(y_true, y_pred):
    return K.mean(y_true * y_pred)


def build_critic():
    model = Sequential()
    model.add(Flatten(input_shape=(28, 28, 1)))
    model.add(Dense(256))
    model.add(LeakyReLU(alpha=0.2))
    model.add(Dense(1))
    return model


critic = build_critic()
critic.compile(loss=wasserstein_loss, optimizer=RMSprop(learning_rate=0.00005), metrics=['accuracy'])  # expect: none
z = Input((100,))
generator = Sequential([Dense(784, activation='tanh', input_dim=100)])
critic.trainable = False
combined = Model(z, critic(K.reshape(generator(z), (-1, 28, 28, 1))))
combined.compile(loss=wasserstein_loss, optimizer=RMSprop(learning_rate=0.00005))  # expect: none
valid = -np.ones((64, 1))
critic.train_on_batch(np.random.rand(64, 28, 28, 1), valid)
