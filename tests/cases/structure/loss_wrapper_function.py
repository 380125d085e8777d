import tensorflow as tf
from tensorflow.keras import backend as K


def categorical_focal_loss(alpha=0.25, gamma=2.0):
    def loss_fn(y_true, y_pred):
        y_pred = K.clip(y_pred / K.sum(y_pred, axis=-1, keepdims=True), K.epsilon(), 1 - K.epsilon())
        return K.mean(alpha * K.pow(1 - y_pred, gamma) * -y_true * K.log(y_pred), axis=-1)
    return loss_fn


def smoothed(eps):
    return lambda y, p: tf.keras.losses.categorical_crossentropy(y, p, label_smoothing=eps)


def sparse_logits(y_true, y_pred):
    return tf.keras.losses.sparse_categorical_crossentropy(y_true, y_pred, from_logits=True)


LOSSES = {"focal": categorical_focal_loss(), "smooth": smoothed(0.1), "ce": "categorical_crossentropy"}
for name in ["focal", "smooth", "ce"]:
    m = tf.keras.Sequential([tf.keras.layers.Dense(32, activation="relu"), tf.keras.layers.Dense(8, activation="softmax")])
    m.compile("adam", LOSSES[name], metrics=["accuracy"])  # expect: none

lm = tf.keras.Sequential([tf.keras.layers.Embedding(5000, 64), tf.keras.layers.GRU(128, return_sequences=True),
                          tf.keras.layers.Dense(5000)])
lm.compile("adam", loss=sparse_logits)  # expect: none
