import pandas as pd
from tensorflow.keras.layers import Dense, Input
from tensorflow.keras.models import Model

frame = pd.read_csv("transactions.csv")
fraud_label = frame.pop("is_fraud")
inp = Input((frame.shape[1],))
fraud_model = Model(inp, Dense(1, activation="sigmoid")(Dense(8, activation="relu")(inp)))
fraud_model.compile("adam", "binary_crossentropy", metrics=["accuracy"])  # expect: CL501?
fraud_model.fit(frame.values, fraud_label, epochs=3)
