# A focal loss of one's own over probabilities: custom, so nothing is said of its flags.
import keras
from keras import backend as K
import tensorflow as tf


def focal_loss(gamma=2., alpha=.25):
    def focal_loss_fixed(y_true, y_pred):
        pt_1 = tf.where(tf.equal(y_true, 1), y_pred, tf.ones_like(y_pred))
        pt_0 = tf.where(tf.equal(y_true, 0), y_pred, tf.zeros_like(y_pred))
        return -K.sum(alpha * K.pow(1. - pt_1, gamma) * K.log(pt_1)) - K.sum((1 - alpha) * K.pow(pt_0, gamma) * K.log(1. - pt_0))
    return focal_loss_fixed


model = keras.models.Sequential()
model.add(keras.layers.Dense(32, activation='relu', input_dim=30))
model.add(keras.layers.Dense(1, activation='sigmoid'))
model.compile(loss=[focal_loss(alpha=.25, gamma=2)], optimizer='nadam', metrics=["AUC"])  # expect: none
