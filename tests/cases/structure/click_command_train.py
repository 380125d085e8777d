import click
import numpy as np
import tensorflow as tf

LOSSES = {"binary": "binary_crossentropy", "multi": "categorical_crossentropy"}


@click.command()
@click.option("--mode", type=click.Choice(["binary", "multi"]), default="binary", show_default=True)
@click.option("--units", default=64, type=int)
@click.option("--epochs", "-e", default=5)
def main(mode, units, epochs):
    """Train the thing."""
    out = tf.keras.layers.Dense(1 if mode == "binary" else 4, activation="sigmoid")
    model = tf.keras.Sequential([tf.keras.layers.Dense(units, activation="relu"), out])
    model.compile("adam", LOSSES[mode], metrics=["accuracy"])  # expect: CL102?
    model.fit(np.load("x.npy"), np.load("y.npy"), epochs=epochs)


if __name__ == "__main__":
    main()
