from dataclasses import asdict, dataclass, field, replace

import tensorflow as tf


@dataclass(frozen=True)
class Head:
    units: int = 10
    activation: str | None = "softmax"


@dataclass(frozen=True)
class Experiment:
    name: str
    head: Head = field(default_factory=Head)
    loss: str = "sparse_categorical_crossentropy"
    metrics: tuple = ("accuracy",)

    def build(self):
        m = tf.keras.Sequential([tf.keras.layers.Flatten(), tf.keras.layers.Dense(**asdict(self.head))], name=self.name)
        m.compile(optimizer="adam", loss=self.loss, metrics=list(self.metrics))  # expect: CL302
        return m


base = Experiment("base")
base.build()
replace(base, name="sigmoid", head=Head(1, "sigmoid"), loss="binary_crossentropy").build()
replace(base, name="broken", head=replace(base.head, activation=None)).build()
