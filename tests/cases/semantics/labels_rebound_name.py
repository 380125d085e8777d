# The name y_train means one-hot rows in the first half and integers in the second.
from tensorflow.keras import datasets, layers, models, utils

(x_train, y_train), (x_test, y_test) = datasets.mnist.load_data()
x_train = x_train / 255.0
y_train = utils.to_categorical(y_train)
m1 = models.Sequential([layers.Flatten(input_shape=(28, 28)), layers.Dense(10, "softmax")])
m1.compile("adam", "categorical_crossentropy", metrics=["accuracy"])  # expect: none
m1.fit(x_train, y_train)

(x_train, y_train), (x_test, y_test) = datasets.mnist.load_data()
m2 = models.Sequential([layers.Flatten(input_shape=(28, 28)), layers.Dense(10, "softmax")])
m2.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: none
m2.fit(x_train / 255.0, y_train)

y_train = y_train[y_train < 2]
m3 = models.Sequential([layers.Flatten(input_shape=(28, 28)), layers.Dense(2, "softmax")])
m3.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: none
m3.fit(x_train[:len(y_train)], y_train)
