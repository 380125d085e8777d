import pandas as pd
from tensorflow.keras import layers, models
from tensorflow.keras.preprocessing.image import ImageDataGenerator

df = pd.read_csv("train.csv", dtype=str)
gen = ImageDataGenerator(rescale=1 / 255., validation_split=0.1)
binary = gen.flow_from_dataframe(df, "train/", x_col="id", y_col="label", class_mode="binary", target_size=(96, 96))
raw = gen.flow_from_dataframe(df, "train/", x_col="id", y_col=["a", "b", "c"], class_mode="raw", target_size=(96, 96))
sparse = gen.flow_from_dataframe(df, "train/", x_col="id", y_col="label", class_mode="sparse", target_size=(96, 96))


def cnn(n, act):
    return models.Sequential([
        layers.Conv2D(8, 3, activation="relu", input_shape=(96, 96, 3)),
        layers.GlobalAveragePooling2D(),
        layers.Dense(n, activation=act),
    ])


m = cnn(1, "sigmoid")
m.compile("adam", "binary_crossentropy", metrics=["accuracy"])  # expect: none
m.fit(binary)
m = cnn(3, "sigmoid")
m.compile("adam", "binary_crossentropy", metrics=["binary_accuracy"])  # expect: none
m.fit(raw)
m = cnn(3, "softmax")
m.compile("adam", "categorical_crossentropy", metrics=["accuracy"])  # expect: CL201
m.fit(sparse)
m = cnn(1, "softmax")
m.compile("adam", "binary_crossentropy", metrics=["accuracy"])  # expect: CL101
m.fit(binary)
