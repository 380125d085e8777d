from sklearn.model_selection import train_test_split
from sklearn.preprocessing import MultiLabelBinarizer
import numpy as np
from tensorflow import keras

genres = [("a", "b"), ("c",), ("a", "c")] * 30
Y = MultiLabelBinarizer().fit_transform(genres)
X = np.random.rand(len(genres), 20)
X_train, X_val, y_train, y_val = train_test_split(X, Y)
model = keras.Sequential([keras.layers.Dense(64, activation="relu"), keras.layers.Dense(Y.shape[1], activation="sigmoid")])
model.compile(optimizer="adam", loss=keras.losses.BinaryCrossentropy(), metrics=[keras.metrics.BinaryAccuracy(), keras.metrics.AUC(multi_label=True)])  # expect: none
model.fit(X_train, y_train, validation_data=(X_val, y_val), epochs=2)
