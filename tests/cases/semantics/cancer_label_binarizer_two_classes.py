# LabelBinarizer gives one column for two classes, so one sigmoid unit is right.
from sklearn.datasets import load_breast_cancer
from sklearn.preprocessing import LabelBinarizer, StandardScaler
from tensorflow.keras import Sequential, layers

bc = load_breast_cancer()
y = LabelBinarizer().fit_transform(bc.target_names[bc.target])
model = Sequential([layers.Dense(16, activation="relu", input_shape=(30,)), layers.Dense(1, activation="sigmoid")])
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])  # expect: none
model.fit(StandardScaler().fit_transform(bc.data), y, epochs=5)
