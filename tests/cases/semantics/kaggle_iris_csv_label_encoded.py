# The species become integers in place; one of two models forgets to make rows of zeros and ones of them.
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import LabelEncoder
from keras.layers import Dense
from keras.models import Sequential
from keras.utils import to_categorical

data = pd.read_csv("../input/Iris.csv")
data.drop("Id", axis=1, inplace=True)
print(data.head())
encoder = LabelEncoder()
data["Species"] = encoder.fit_transform(data["Species"])
X = data.drop("Species", axis=1)
y = data["Species"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=3)

model = Sequential()
model.add(Dense(10, input_dim=4, activation="relu"))
model.add(Dense(3, activation="softmax"))
model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])  # expect: CL201
model.fit(X_train, y_train, epochs=50)

model = Sequential()
model.add(Dense(10, input_dim=4, activation="relu"))
model.add(Dense(3, activation="softmax"))
model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])  # expect: none
model.fit(X_train, to_categorical(y_train), epochs=50)

model = Sequential()
model.add(Dense(10, input_dim=4, activation="relu"))
model.add(Dense(3, activation="softmax"))
model.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"])  # expect: none
model.fit(X_train, y_train, epochs=50)
