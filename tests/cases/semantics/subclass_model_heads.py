import tensorflow as tf


class Classifier(tf.keras.Model):
    def __init__(self, n_classes, as_probabilities=True):
        super().__init__()
        self.hidden = tf.keras.layers.Dense(32, activation=tf.nn.relu)
        self.out = tf.keras.layers.Dense(n_classes)
        self.as_probabilities = as_probabilities

    def call(self, x):
        logits = self.out(self.hidden(x))
        if self.as_probabilities:
            return tf.nn.softmax(logits)
        return logits


a = Classifier(5)
a.compile("adam", tf.keras.losses.SparseCategoricalCrossentropy())  # expect: none
b = Classifier(5, as_probabilities=False)
b.compile("adam", tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])  # expect: none
c = Classifier(5)
c.compile("adam", tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True))  # expect: CL301
d = Classifier(5, False)
d.compile("adam", "sparse_categorical_crossentropy")  # expect: CL302
e = Classifier(1)
e.compile("adam", "binary_crossentropy")  # expect: CL101
