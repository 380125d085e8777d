from sklearn.preprocessing import MultiLabelBinarizer
import numpy as np
import keras

tags = [["action", "comedy"], ["drama"], ["comedy", "romance"], ["drama", "romance", "action"]] * 20
mlb = MultiLabelBinarizer()
Y = mlb.fit_transform(tags)
X = np.random.rand(80, 300)

model = keras.Sequential()
model.add(keras.layers.Input((300,)))
model.add(keras.layers.Dense(64, activation="relu"))
model.add(keras.layers.Dense(len(mlb.classes_), activation="softmax"))
model.compile(optimizer="adam", loss="binary_crossentropy")  # expect: CL204
model.fit(X, Y, epochs=2)
