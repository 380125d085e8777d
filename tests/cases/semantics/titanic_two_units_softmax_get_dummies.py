# A Kaggle kernel: two columns from get_dummies and two softmax units.
import pandas as pd
from keras.layers import Dense, Dropout
from keras.models import Sequential
from sklearn.preprocessing import StandardScaler

train = pd.read_csv("../input/train.csv")
train["Age"] = train["Age"].fillna(train["Age"].median())
train["Sex"] = train["Sex"].map({"male": 0, "female": 1})
features = ["Pclass", "Sex", "Age", "SibSp", "Parch", "Fare"]

X = StandardScaler().fit_transform(train[features].fillna(0))
Y = pd.get_dummies(train["Survived"]).values

classifier = Sequential()
classifier.add(Dense(units=9, kernel_initializer="uniform", activation="relu", input_dim=6))
classifier.add(Dropout(0.1))
classifier.add(Dense(units=2, kernel_initializer="uniform", activation="softmax"))
classifier.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])  # expect: none
classifier.fit(X, Y, batch_size=32, epochs=200, verbose=0)
