import tensorflow as tf
from tensorflow.keras import backend as K


def f1(y_true, y_pred):
    tp = K.sum(K.round(K.clip(y_true * y_pred, 0, 1)))
    return 2 * tp / (K.sum(y_true) + K.sum(y_pred) + K.epsilon())


def f1_loss(y_true, y_pred):
    return 1 - f1(y_true, y_pred)


def net():
    return tf.keras.Sequential([tf.keras.layers.Dense(8, "relu"), tf.keras.layers.Dense(1, "sigmoid")])


for loss in (f1_loss, "binary_crossentropy"):
    m = net()
    m.compile("adam", loss=loss, metrics=["accuracy", f1])  # expect: none

bad = net()
bad.compile("adam", loss="accuracy", metrics=["accuracy"])  # expect: CL604
bad2 = net()
bad2.compile("adam", loss=tf.keras.metrics.AUC(), metrics=["accuracy"])  # expect: CL604
