from tensorflow.keras import backend as K
from tensorflow.keras.layers import Dense, Input, Lambda
from tensorflow.keras.losses import binary_crossentropy
from tensorflow.keras.models import Model
import tensorflow as tf

tf.compat.v1.disable_eager_execution()


def make_vae(input_dim=784, latent=2):
    x = Input((input_dim,))
    h = Dense(256, activation="relu")(x)
    mu, logvar = Dense(latent)(h), Dense(latent)(h)

    def sample(args):
        m, s = args
        return m + K.exp(s / 2) * K.random_normal(K.shape(m))

    z = Lambda(sample)([mu, logvar])
    y = Dense(input_dim, activation="sigmoid")(Dense(256, activation="relu")(z))
    vae = Model(x, y)

    def vae_loss(true, pred):
        rec = input_dim * binary_crossentropy(true, pred)
        kl = -0.5 * K.sum(1 + logvar - K.square(mu) - K.exp(logvar), axis=-1)
        return K.mean(rec + kl)

    vae.compile("rmsprop", loss=vae_loss, experimental_run_tf_function=False)  # expect: none
    return vae


(x_train, _), (x_test, _) = tf.keras.datasets.mnist.load_data()
x_train = x_train.reshape(-1, 784) / 255.0
vae = make_vae()
vae.fit(x_train, x_train, epochs=10, batch_size=100)
