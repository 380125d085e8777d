# The modules that scikit-learn's public ones took their names from before 0.24.
from keras.layers import Dense
from keras.models import Sequential
from sklearn.datasets import samples_generator
from sklearn.datasets.california_housing import fetch_california_housing
from sklearn.datasets.samples_generator import make_blobs

X, y = make_blobs(n_samples=1000, centers=3, n_features=2)
blobs = Sequential([Dense(3, activation="softmax")])
blobs.compile("adam", "categorical_crossentropy")  # expect: CL201
blobs.fit(X, y)

right = Sequential([Dense(3, activation="softmax")])
right.compile("adam", "sparse_categorical_crossentropy")  # expect: none
right.fit(X, y)

X, y = samples_generator.make_circles(100)
rings = Sequential([Dense(1, activation="sigmoid")])
rings.compile("adam", "binary_crossentropy")  # expect: none
rings.fit(X, y)

housing = fetch_california_housing()
prices = Sequential([Dense(8, activation="relu"), Dense(1, activation="sigmoid")])
prices.compile("adam", "mse")  # expect: CL106
prices.fit(housing.data, housing.target)
