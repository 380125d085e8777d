import pandas as pd
import tensorflow as tf
from sklearn.model_selection import train_test_split

frame = pd.read_csv("loans.csv")
features = frame.drop(columns=["defaulted"])
target = frame["defaulted"]
x_train, x_test, y_train, y_test = train_test_split(features, target, test_size=0.2)

model = tf.keras.models.Sequential()
model.add(tf.keras.layers.Dense(32, activation="relu", input_shape=(x_train.shape[1],)))
model.add(tf.keras.layers.Dense(1, activation="sigmoid"))
model.compile("adam", "binary_crossentropy", metrics=["Recall", "f1"])  # expect: CL602
model.fit(x_train, y_train, epochs=3)
