from sklearn.datasets import load_iris
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import LabelEncoder, StandardScaler
from tensorflow import keras

iris = load_iris()
names = iris.target_names[iris.target]
le = LabelEncoder()
y = le.fit_transform(names)
X_tr, X_te, y_tr, y_te = train_test_split(StandardScaler().fit_transform(iris.data), y, test_size=0.3)
net = keras.models.Sequential()
net.add(keras.layers.Dense(16, input_dim=4, activation="relu"))
net.add(keras.layers.Dense(len(le.classes_), activation="softmax"))
net.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])  # expect: CL201
net.fit(X_tr, y_tr, epochs=20, verbose=0)
