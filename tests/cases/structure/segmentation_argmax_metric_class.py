import tensorflow as tf
from tensorflow import keras


class UpdatedMeanIoU(tf.keras.metrics.MeanIoU):
    def update_state(self, y_true, y_pred, sample_weight=None):
        return super().update_state(y_true, tf.math.argmax(y_pred, axis=-1), sample_weight)


class SparseAcc(keras.metrics.Accuracy):
    def update_state(self, y_true, y_pred, sample_weight=None):
        return super().update_state(y_true, tf.argmax(y_pred, axis=-1), sample_weight)


def fcn(n):
    i = keras.Input((None, None, 3))
    x = keras.layers.Conv2D(16, 3, padding="same", activation="relu")(i)
    return keras.Model(i, keras.layers.Conv2D(n, 1, activation="softmax")(x))


m = fcn(3)
m.compile("adam", "sparse_categorical_crossentropy", metrics=[UpdatedMeanIoU(num_classes=3), SparseAcc()])  # expect: none
m2 = fcn(3)
m2.compile("adam", "sparse_categorical_crossentropy", metrics=[keras.metrics.Accuracy()])  # expect: CL404
