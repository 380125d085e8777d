import keras
import tensorflow as tf


class Contrast(keras.Model):
    def __init__(self):
        super().__init__()
        self.encoder = keras.layers.Dense(4)

    def call(self, x):
        return self.encoder(x)

    def train_step(self, batch):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(self(batch) ** 2)
        self.optimizer.apply_gradients(
            zip(tape.gradient(loss, self.trainable_variables), self.trainable_variables)
        )
        return {"loss": loss}


model = Contrast()
model.compile(optimizer="adam")  # expect: none
model.fit(tf.random.normal((32, 6)))
