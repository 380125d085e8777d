# A student learns the teacher's outputs; the targets are no class labels.
import numpy as np
from tensorflow import keras
from tensorflow.keras import layers

(x, y), _ = keras.datasets.mnist.load_data()
x = x.reshape(-1, 784) / 255.0
teacher = keras.Sequential([layers.Input((784,)), layers.Dense(512, "relu"), layers.Dense(10, "softmax")])
teacher.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: none
teacher.fit(x, y, epochs=1)
soft = teacher.predict(x)
student = keras.Sequential([layers.Input((784,)), layers.Dense(32, "relu"), layers.Dense(10, "softmax")])
student.compile("adam", "kl_divergence")  # expect: none
student.fit(x, soft)
student2 = keras.Sequential([layers.Input((784,)), layers.Dense(32, "relu"), layers.Dense(10, "softmax")])
student2.compile("adam", "categorical_crossentropy", metrics=["categorical_accuracy"])  # expect: none
student2.fit(x, soft)
student3 = keras.Sequential([layers.Input((784,)), layers.Dense(32, "relu"), layers.Dense(10)])
student3.compile("adam", "mse")  # expect: none
student3.fit(x, np.log(soft + 1e-7))
