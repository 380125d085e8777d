# A function prepares the frame it is given; the labels of the file itself are not followed.
import numpy as np
import pandas as pd
from tensorflow import keras
from tensorflow.keras import layers


def prepare(df):
    df["Age"].fillna(df["Age"].median(), inplace=True)
    df["Sex"] = df["Sex"].map({"male": 0, "female": 1})
    df["Embarked"] = df["Embarked"].fillna("S").map({"S": 0, "C": 1, "Q": 2})
    df["Alone"] = (df["SibSp"] + df["Parch"] == 0).astype(int)
    df.drop(["Name", "Ticket", "Cabin"], axis=1, inplace=True)


train = pd.read_csv("train.csv")
test = pd.read_csv("test.csv")
for frame in [train, test]:
    prepare(frame)
features = train.drop(["Survived", "PassengerId"], axis=1)

model = keras.Sequential([layers.Dense(16, activation="relu"), layers.Dense(1, activation="sigmoid")])
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])  # expect: none
model.fit(features, train["Survived"], epochs=20)

ports = keras.Sequential([layers.Dense(16, activation="relu"), layers.Dense(3, activation="softmax")])
ports.compile("adam", "categorical_crossentropy", metrics=["accuracy"])  # expect: CL201
ports.fit(features.drop("Embarked", axis=1), train["Embarked"], epochs=20)

sexes = keras.Sequential([layers.Dense(16, activation="relu"), layers.Dense(1, activation="softmax")])
sexes.compile("adam", "binary_crossentropy", metrics=["accuracy"])  # expect: CL101
sexes.fit(features.drop("Sex", axis=1), train.Sex, epochs=20)
