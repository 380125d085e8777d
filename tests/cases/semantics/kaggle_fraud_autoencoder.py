# The inputs are the targets; frames of one class only keep their other columns.
import pandas as pd
from keras.layers import Dense, Input
from keras.models import Model
from sklearn.metrics import confusion_matrix
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

df = pd.read_csv("data/transactions.csv")
data = df.drop(["Time"], axis=1)
data["Amount"] = StandardScaler().fit_transform(data["Amount"].values.reshape(-1, 1))
X_train, X_test = train_test_split(data, test_size=0.2, random_state=42)
X_train = X_train[X_train.Class == 0]
X_train = X_train.drop(["Class"], axis=1)
y_test = X_test["Class"]
X_test = X_test.drop(["Class"], axis=1)
X_train = X_train.values
X_test = X_test.values

given = Input(shape=(29,))
coded = Dense(14, activation="tanh")(given)
decoded = Dense(29, activation="relu")(coded)
autoencoder = Model(inputs=given, outputs=decoded)
autoencoder.compile(optimizer="adam", loss="mean_squared_error", metrics=["mae"])  # expect: none
autoencoder.fit(X_train, X_train, epochs=100, validation_data=(X_test, X_test))
errors = ((X_test - autoencoder.predict(X_test)) ** 2).mean(axis=1)
print(confusion_matrix(y_test, errors > 3))
