import os
import numpy as np
import tensorflow as tf

CONFIG = {
    "model": {"units": [128, 64], "n_classes": 5, "activation": "softmax"},
    "train": {"lr": 1e-3, "epochs": 10, "loss": "sparse_categorical_crossentropy"},
}


class Trainer:
    def __init__(self, config):
        self.config = config
        self.model = None

    def build(self):
        cfg = self.config["model"]
        model = tf.keras.Sequential()
        model.add(tf.keras.Input(shape=(32,)))
        for u in cfg["units"]:
            model.add(tf.keras.layers.Dense(u, activation="relu"))
        model.add(tf.keras.layers.Dense(cfg["n_classes"], activation=cfg["activation"]))
        self.model = model
        return self

    def compile(self):
        t = self.config["train"]
        self.model.compile(  # expect: none
            optimizer=tf.keras.optimizers.Adam(learning_rate=t["lr"]),
            loss=t["loss"],
            metrics=["accuracy"],
        )
        return self

    def train(self, x, y):
        return self.model.fit(x, y, epochs=self.config["train"]["epochs"], validation_split=0.1)


if __name__ == "__main__":
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"
    x = np.random.rand(200, 32)
    y = np.random.randint(0, 5, 200)
    Trainer(CONFIG).build().compile().train(x, y)
