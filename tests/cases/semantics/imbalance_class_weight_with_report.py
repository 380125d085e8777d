import numpy as np
import pandas as pd
from sklearn.metrics import classification_report
from sklearn.model_selection import train_test_split
from tensorflow.keras import Sequential, layers

df = pd.read_csv("machine_failures.csv")
X = df.drop(columns="failure").values
y = df["failure"].values
X_train, X_test, y_train, y_test = train_test_split(X, y, stratify=y)
model = Sequential([layers.Dense(32, activation="relu"), layers.Dense(1, activation="sigmoid")])
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])  # expect: none
model.fit(X_train, y_train, class_weight={0: 1.0, 1: 20.0}, validation_data=(X_test, y_test), epochs=10)
y_hat = (model.predict(X_test) > 0.5).astype("int32")
print(classification_report(y_test, y_hat))
