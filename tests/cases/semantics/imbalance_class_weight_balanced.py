import numpy as np
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.utils.class_weight import compute_class_weight
from tensorflow.keras import Sequential, layers

df = pd.read_csv("machine_failures.csv")
X = df.drop(columns="failure").values
y = df["failure"].values
X_train, X_test, y_train, y_test = train_test_split(X, y, stratify=y)
weights = compute_class_weight(class_weight="balanced", classes=np.unique(y_train), y=y_train)
class_weight = dict(enumerate(weights))
model = Sequential([layers.Dense(32, activation="relu"), layers.Dense(1, activation="sigmoid")])
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])  # expect: CL501
model.fit(X_train, y_train, class_weight=class_weight, validation_data=(X_test, y_test), epochs=10)
