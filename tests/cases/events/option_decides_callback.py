"""The callback is there only where an option says so."""
import argparse
import numpy as np
import keras

parser = argparse.ArgumentParser()
parser.add_argument("--early-stop", action="store_true")
args = parser.parse_args()
x, y = np.random.rand(64, 3), np.random.rand(64)
callbacks = [keras.callbacks.TerminateOnNaN()]
if args.early_stop:
    callbacks.append(keras.callbacks.EarlyStopping(monitor="val_loss"))
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
model.compile("adam", "mse")  # expect: CL702?
model.fit(x, y, callbacks=callbacks)
