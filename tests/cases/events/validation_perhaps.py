"""Whether there are validation data is decided elsewhere; by the default of a parameter there are none."""
import keras


def train(x, y, validation=None, options={}):
    model = keras.Sequential([keras.Input((6,)), keras.layers.Dense(1)])
    model.compile("adam", "mse")  # expect: CL702?
    model.fit(x, y, validation_data=validation, callbacks=[keras.callbacks.EarlyStopping()])
    return model


def train_with_options(x, y, **options):
    model = keras.Sequential([keras.Input((6,)), keras.layers.Dense(1)])
    model.compile("adam", "mse")  # expect: none
    model.fit(x, y, callbacks=[keras.callbacks.EarlyStopping()], **options)
    return model
