import numpy as np
import pandas as pd
from imblearn.over_sampling import SMOTE
from sklearn.metrics import classification_report, confusion_matrix
from sklearn.model_selection import train_test_split
from tensorflow import keras


class ChurnPipeline:
    def __init__(self, path):
        self.df = pd.read_csv(path)
        self.model = None

    def split(self):
        X = self.df.drop("Exited", axis=1).values
        y = self.df["Exited"].values
        self.X_train, self.X_test, self.y_train, self.y_test = train_test_split(X, y, test_size=0.25, random_state=1)
        self.X_train, self.y_train = SMOTE().fit_resample(self.X_train, self.y_train)

    def build(self):
        self.model = keras.Sequential([
            keras.layers.Dense(6, activation="relu", input_shape=(self.X_train.shape[1],)),
            keras.layers.Dense(6, activation="relu"),
            keras.layers.Dense(1, activation="sigmoid"),
        ])
        self.model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])  # expect: none

    def run(self):
        self.split()
        self.build()
        self.model.fit(self.X_train, self.y_train, epochs=100, batch_size=10)
        pred = (self.model.predict(self.X_test) > 0.5).astype(int)
        print(confusion_matrix(self.y_test, pred))
        print(classification_report(self.y_test, pred))


ChurnPipeline("Churn_Modelling.csv").run()
