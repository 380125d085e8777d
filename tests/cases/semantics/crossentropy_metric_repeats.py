import keras
from keras import layers


def net(n, act, **kw):
    return keras.Sequential([keras.Input((6,)), layers.Dense(n, activation=act, **kw)])


net(1, "sigmoid").compile("adam", "binary_crossentropy", metrics=["binary_crossentropy", "accuracy"])  # expect: CL406
net(3, "softmax").compile("adam", "categorical_crossentropy", metrics=[keras.metrics.CategoricalCrossentropy()])  # expect: CL406
net(3, "softmax").compile("adam", keras.losses.CategoricalCrossentropy(label_smoothing=0.1), metrics=["categorical_crossentropy"])  # expect: none
net(1, None).compile("adam", "mae", metrics=["mean_absolute_error"])  # expect: CL406
net(1, None).compile("adam", "mae", metrics=["mean_absolute_percentage_error"])  # expect: none
net(1, None, kernel_regularizer="l1").compile("adam", "mae", metrics=["mae"])  # expect: none
net(1, None).compile("adam", keras.losses.Huber(), metrics=["mae", "mse"])  # expect: none
