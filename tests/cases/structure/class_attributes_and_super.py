import tensorflow as tf


class Net:
    hidden = [32]
    out_units = 10
    out_activation = "softmax"
    loss = "sparse_categorical_crossentropy"

    def layers(self):
        for h in self.hidden:
            yield tf.keras.layers.Dense(h, activation="relu")
        yield tf.keras.layers.Dense(self.out_units, activation=self.out_activation)

    def compiled(self):
        m = tf.keras.Sequential(list(self.layers()))
        m.compile("adam", self.loss, metrics=["accuracy"])  # expect: CL105
        return m


class Deep(Net):
    hidden = [64, 64, 64]


class Binary(Net):
    out_units = 1
    out_activation = "sigmoid"
    loss = "binary_crossentropy"


class ForgotLoss(Net):
    out_units = 1
    out_activation = "sigmoid"


for c in (Net, Deep, Binary):
    c().compiled()
ForgotLoss().compiled()
