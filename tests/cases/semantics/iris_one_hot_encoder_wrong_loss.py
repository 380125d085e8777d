from sklearn.datasets import load_iris
from sklearn.preprocessing import OneHotEncoder
import keras

X, y = load_iris(return_X_y=True)
enc = OneHotEncoder(sparse_output=False, handle_unknown="ignore")
Y = enc.fit_transform(y[:, None])
clf = keras.Sequential([keras.layers.Input((4,)), keras.layers.Dense(12, "relu"), keras.layers.Dense(3, "softmax")])
clf.compile(loss=keras.losses.sparse_categorical_crossentropy, optimizer="sgd")  # expect: CL202
clf.fit(X, Y, epochs=3)
