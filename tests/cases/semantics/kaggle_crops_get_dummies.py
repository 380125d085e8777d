# Dummies of one column are one-hot rows, integer codes are not.
import pandas as pd
import tensorflow as tf
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

df = pd.read_csv("Crop_recommendation.csv")
df = df.dropna().reset_index(drop=True)
df["code"] = df["label"].astype("category").cat.codes
y = pd.get_dummies(df["label"]).values
X = df.drop(columns=["label", "code"])
X = StandardScaler().fit_transform(X)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2)


def build():
    return tf.keras.Sequential(
        [
            tf.keras.layers.Dense(64, activation="relu"),
            tf.keras.layers.Dense(22, activation="softmax"),
        ]
    )


wrong = build()
wrong.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: CL202
wrong.fit(X_train, y_train, epochs=30, validation_data=(X_test, y_test))

right = build()
right.compile("adam", "categorical_crossentropy", metrics=["accuracy"])  # expect: none
right.fit(X_train, y_train, epochs=30, validation_data=(X_test, y_test))

codes = build()
codes.compile("adam", "categorical_crossentropy", metrics=["accuracy"])  # expect: CL201
codes.fit(X, df["code"], epochs=30)

codes = build()
codes.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: none
codes.fit(X, df.code.values, epochs=30)
