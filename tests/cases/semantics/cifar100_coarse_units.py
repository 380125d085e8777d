from tensorflow.keras import Sequential, layers
from tensorflow.keras.datasets import cifar100
from tensorflow.keras.utils import to_categorical

(x, y), _ = cifar100.load_data(label_mode="coarse")
y = to_categorical(y)
model = Sequential([layers.Flatten(input_shape=(32, 32, 3)), layers.Dense(100, activation="softmax")])
model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])  # expect: CL203
model.fit(x / 255.0, y, epochs=1)
