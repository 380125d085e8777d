import numpy as np
import tensorflow as tf
import tf_keras


@tf_keras.utils.register_keras_serializable()
def balanced(y_true, y_pred):
    return tf.reduce_mean(tf.abs(y_true - y_pred))


class Slower(tf_keras.optimizers.SGD):
    pass


with tf_keras.utils.custom_object_scope({"balanced": balanced, "unit": tf.nn.sigmoid, "Slower": Slower}):
    model = tf_keras.Sequential([tf_keras.Input((3,)), tf_keras.layers.Dense(1, activation="unit")])
    model.compile(optimizer="Slower", loss="balanced", metrics=["balanced"])  # expect: none
    model.fit(np.ones((8, 3)), np.ones((8, 1)))
