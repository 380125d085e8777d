# Every column of text is encoded in a loop over names that are not known; the target's name is a hint.
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import LabelEncoder, MinMaxScaler
from tensorflow.keras.layers import Dense
from tensorflow.keras.models import Sequential

df = pd.read_csv("customers.csv")
df.drop("customerID", axis="columns", inplace=True)
df["TotalCharges"] = pd.to_numeric(df["TotalCharges"], errors="coerce")
df = df[df["TotalCharges"].notnull()]
for column in df.select_dtypes("object").columns:
    df[column] = LabelEncoder().fit_transform(df[column])
scaled = ["tenure", "MonthlyCharges", "TotalCharges"]
df[scaled] = MinMaxScaler().fit_transform(df[scaled])

X = df.drop("Churn", axis="columns")
y = df["Churn"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=5)

model = Sequential([Dense(20, activation="relu"), Dense(1, activation="sigmoid")])
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])  # expect: CL501?
model.fit(X_train, y_train, epochs=100)

contracts = Sequential([Dense(20, activation="relu"), Dense(3, activation="softmax")])
contracts.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["mse"])  # expect: none
contracts.fit(df.drop("Contract", axis=1), df["Contract"], epochs=100)
