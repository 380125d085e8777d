from sklearn.preprocessing import MultiLabelBinarizer
import numpy as np
from tensorflow import keras

genres = [("a", "b"), ("c",), ("a", "c")] * 30
mlb = MultiLabelBinarizer(classes=["a", "b", "c"])
Y = mlb.fit_transform(genres)
X = np.random.rand(90, 20)
model = keras.Sequential([keras.layers.Dense(64, activation="relu"), keras.layers.Dense(3, activation="sigmoid")])
model.compile(optimizer="adam", loss="categorical_crossentropy")  # expect: CL204
model.fit(X, Y, epochs=2)
