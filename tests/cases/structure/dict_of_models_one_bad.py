import numpy as np
from keras import Sequential
from keras.layers import Dense, Input

n_features, n_classes = 16, 6
X = np.random.rand(300, n_features)
y = np.random.randint(0, n_classes, 300)

models = {
    "small": Sequential([Input((n_features,)), Dense(8, activation="relu"), Dense(n_classes, activation="softmax")]),
    "large": Sequential([Input((n_features,)), Dense(128, activation="relu"), Dense(n_classes, activation="sigmoid")]),
}

for name, model in models.items():
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: CL102
    model.fit(X, y, epochs=3, verbose=0)
    print(name, model.count_params())
