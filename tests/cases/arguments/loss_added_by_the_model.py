import numpy as np
import tensorflow as tf
import tf_keras as keras

src = keras.Input((8,))
code = keras.layers.Dense(2)(src)
out = keras.layers.Dense(8)(code)
vae = keras.Model(src, out)
vae.add_loss(tf.reduce_mean(tf.square(src - out)))
vae.compile(optimizer="adam")  # expect: none
vae.fit(np.ones((20, 8)))
