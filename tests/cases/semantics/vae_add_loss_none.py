# The loss is added by the model, and compile has none.
from tensorflow import keras
from tensorflow.keras import backend as K
from tensorflow.keras import layers

inputs = keras.Input(shape=(784,))
h = layers.Dense(64, activation='relu')(inputs)
z_mean, z_log_sigma = layers.Dense(2)(h), layers.Dense(2)(h)


def sampling(args):
    m, s = args
    return m + K.exp(s) * K.random_normal(shape=(K.shape(m)[0], 2))


z = layers.Lambda(sampling)([z_mean, z_log_sigma])
outputs = layers.Dense(784, activation='sigmoid')(layers.Dense(64, activation='relu')(z))
vae = keras.Model(inputs, outputs, name='vae_mlp')
reconstruction_loss = keras.losses.binary_crossentropy(inputs, outputs) * 784
kl_loss = -0.5 * K.sum(1 + z_log_sigma - K.square(z_mean) - K.exp(z_log_sigma), axis=-1)
vae.add_loss(K.mean(reconstruction_loss + kl_loss))
vae.compile(optimizer='adam')  # expect: none
(x_train, _), _ = keras.datasets.mnist.load_data()
vae.fit(x_train.reshape(-1, 784) / 255., epochs=2)
