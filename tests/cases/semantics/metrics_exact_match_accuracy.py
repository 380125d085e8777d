import keras
from keras import metrics
from keras.metrics import Accuracy


def softmax_net():
    return keras.Sequential([keras.Input((5,)), keras.layers.Dense(4, activation="softmax")])


class ArgmaxAccuracy(metrics.Accuracy):
    def update_state(self, y_true, y_pred, sample_weight=None):
        return super().update_state(y_true, keras.ops.argmax(y_pred, -1), sample_weight)


softmax_net().compile("adam", "sparse_categorical_crossentropy", metrics=[Accuracy()])  # expect: CL404
softmax_net().compile("adam", "categorical_crossentropy", metrics=[metrics.Accuracy(name="acc")])  # expect: CL404
softmax_net().compile("adam", "sparse_categorical_crossentropy", metrics=[ArgmaxAccuracy()])  # expect: none
softmax_net().compile("adam", "sparse_categorical_crossentropy", metrics=[metrics.SparseCategoricalAccuracy()])  # expect: none
binary = keras.Sequential([keras.Input((5,)), keras.layers.Dense(1, activation="sigmoid")])
binary.compile("adam", "binary_crossentropy", metrics=[keras.metrics.Accuracy()])  # expect: CL404
