import numpy as np, pandas as pd, keras
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import LabelEncoder

df = pd.read_csv("a.csv").dropna()
df["y"] = LabelEncoder().fit_transform(df.pop("label"))
X, Y = df.iloc[:, :-1].values, np.eye(3)[df["y"]]
a, b, c, d = train_test_split(X, Y, test_size=0.2)
m = keras.Sequential([keras.layers.Dense(3, "softmax")])
m.compile(loss="sparse_categorical_crossentropy")
m.fit(a, c[:, 1:])
