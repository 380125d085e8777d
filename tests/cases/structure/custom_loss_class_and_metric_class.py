import tensorflow as tf
from tensorflow import keras


class WeightedBCE(keras.losses.Loss):
    def __init__(self, pos_weight=10.0, from_logits=False, name="weighted_bce"):
        super().__init__(name=name)
        self.pos_weight = pos_weight
        self.from_logits = from_logits

    def call(self, y_true, y_pred):
        if not self.from_logits:
            y_pred = tf.math.log(y_pred / (1 - y_pred))
        return tf.nn.weighted_cross_entropy_with_logits(y_true, y_pred, self.pos_weight)


class F1(keras.metrics.Metric):
    def __init__(self, name="f1", **kw):
        super().__init__(name=name, **kw)
        self.p, self.r = keras.metrics.Precision(), keras.metrics.Recall()

    def update_state(self, y_true, y_pred, sample_weight=None):
        self.p.update_state(y_true, y_pred)
        self.r.update_state(y_true, y_pred)

    def result(self):
        p, r = self.p.result(), self.r.result()
        return 2 * p * r / (p + r + 1e-7)

    def reset_state(self):
        self.p.reset_state(); self.r.reset_state()


def mk(act=None):
    return keras.Sequential([keras.layers.Dense(16, "relu"), keras.layers.Dense(1, act)])


a = mk()
a.compile("adam", WeightedBCE(from_logits=True), metrics=[F1()])  # expect: none
b = mk("sigmoid")
b.compile("adam", WeightedBCE(), metrics=["accuracy", F1()])  # expect: none
c = mk()
c.compile("adam", keras.losses.BinaryCrossentropy(), metrics=[F1()])  # expect: CL302
d = mk("softmax")
d.compile("adam", WeightedBCE(), metrics=[F1()])  # expect: CL101
