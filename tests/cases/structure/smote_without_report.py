import pandas as pd
from imblearn.over_sampling import SMOTE
from sklearn.model_selection import train_test_split
import keras
from keras.layers import Dense

df = pd.read_csv("diabetes_readmission.csv")
X_train, X_test, y_train, y_test = train_test_split(df.iloc[:, :-1], df.iloc[:, -1], test_size=.3)
X_res, y_res = SMOTE(random_state=2).fit_resample(X_train, y_train)
model = keras.Sequential([keras.Input((X_res.shape[1],)), Dense(32, "relu"), Dense(1, "sigmoid")])
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])  # expect: CL501
model.fit(X_res, y_res, epochs=20, validation_data=(X_test, y_test))
loss, acc = model.evaluate(X_test, y_test)
print(f"test accuracy {acc:.3f}")
