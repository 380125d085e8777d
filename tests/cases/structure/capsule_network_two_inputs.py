import numpy as np
from keras import layers, models, optimizers
from keras import backend as K
from keras.datasets import mnist
from keras.utils import to_categorical


class Length(layers.Layer):
    def call(self, inputs, **kwargs):
        return K.sqrt(K.sum(K.square(inputs), -1) + K.epsilon())


class Mask(layers.Layer):
    def call(self, inputs, **kwargs):
        inputs, mask = inputs
        return K.batch_flatten(inputs * K.expand_dims(mask, -1))


def margin_loss(y_true, y_pred):
    L = y_true * K.square(K.maximum(0., 0.9 - y_pred)) + 0.5 * (1 - y_true) * K.square(K.maximum(0., y_pred - 0.1))
    return K.mean(K.sum(L, 1))


def CapsNet(input_shape, n_class):
    x = layers.Input(shape=input_shape)
    conv1 = layers.Conv2D(256, 9, activation='relu', name='conv1')(x)
    caps = layers.Reshape((-1, 8))(layers.Conv2D(256, 9, strides=2)(conv1))
    out_caps = Length(name='capsnet')(caps)
    y = layers.Input(shape=(n_class,))
    masked = Mask()([caps, y])
    decoder = models.Sequential(name='decoder')
    decoder.add(layers.Dense(512, activation='relu', input_dim=16 * n_class))
    decoder.add(layers.Dense(np.prod(input_shape), activation='sigmoid'))
    decoder.add(layers.Reshape(target_shape=input_shape, name='out_recon'))
    return models.Model([x, y], [out_caps, decoder(masked)])


model = CapsNet((28, 28, 1), 10)
model.compile(optimizer=optimizers.Adam(learning_rate=0.001), loss=[margin_loss, 'mse'],  # expect: none
              loss_weights=[1., 0.392], metrics={'capsnet': 'accuracy'})
