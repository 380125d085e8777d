# Units that are counted at run time are not known; a softmax under a categorical loss needs columns all the same.
import pandas as pd
from keras import Sequential, layers

df = pd.read_csv("zoo.csv")
codes, uniques = pd.factorize(df["class_type"])
X = df.drop(columns=["class_type", "animal_name"]).to_numpy("float32")
m = Sequential([layers.Input((X.shape[1],)), layers.Dense(len(uniques), activation="softmax")])
m.compile("adam", "categorical_crossentropy")  # expect: CL201
m.fit(X, codes)
m = Sequential([layers.Input((X.shape[1],)), layers.Dense(len(uniques), activation="softmax")])
m.compile("adam", "sparse_categorical_crossentropy")  # expect: none
m.fit(X, codes)
m = Sequential([layers.Input((X.shape[1],)), layers.Dense(7, activation="softmax")])
m.compile("adam", "categorical_crossentropy")  # expect: CL201
m.fit(X, df["class_type"].astype("category").cat.codes)
dummies = pd.get_dummies(df["class_type"])
m = Sequential([layers.Input((X.shape[1],)), layers.Dense(dummies.shape[1], activation="softmax")])
m.compile("adam", "sparse_categorical_crossentropy")  # expect: CL202
m.fit(X, dummies)
m = Sequential([layers.Input((X.shape[1],)), layers.Dense(1, activation="sigmoid")])
m.compile("adam", "binary_crossentropy")  # expect: none
m.fit(X, pd.get_dummies(df["hair"], drop_first=True))
