import numpy as np
import tensorflow as tf
from tensorflow.keras import layers, Model, Input, applications, backend as K


def triplet_loss(alpha=0.2):
    def loss(y_true, y_pred):
        a, p, n = y_pred[:, :128], y_pred[:, 128:256], y_pred[:, 256:]
        return K.maximum(K.sum(K.square(a - p), -1) - K.sum(K.square(a - n), -1) + alpha, 0.0)
    return loss


def embedder(shape=(96, 96, 3)):
    base = applications.InceptionResNetV2(include_top=False, input_shape=shape, pooling="avg")
    x = layers.Dense(128)(base.output)
    return Model(base.input, layers.Lambda(lambda t: K.l2_normalize(t, axis=1))(x))


emb = embedder()
inputs = [Input((96, 96, 3)) for _ in range(3)]
out = layers.concatenate([emb(i) for i in inputs])
net = Model(inputs, out)
net.compile("adam", loss=triplet_loss())  # expect: none
net.fit([np.random.rand(9, 96, 96, 3)] * 3, np.zeros((9, 384)))
classifier = tf.keras.Sequential([emb, layers.Dense(40, activation="softmax")])
classifier.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: none
verifier = tf.keras.Sequential([emb, layers.Dense(1)])
verifier.compile("adam", loss="binary_crossentropy")  # expect: CL302
