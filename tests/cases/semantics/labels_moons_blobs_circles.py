from sklearn.datasets import make_blobs, make_circles, make_moons
from tensorflow.keras.layers import Dense
from tensorflow.keras.models import Sequential
from tensorflow.keras.optimizers import SGD
from tensorflow.keras.utils import to_categorical

X, y = make_circles(n_samples=1000, noise=0.1, random_state=1)
trainX, testX, trainy, testy = X[:500, :], X[500:, :], y[:500], y[500:]
model = Sequential()
model.add(Dense(5, input_dim=2, activation='relu', kernel_initializer='he_uniform'))
model.add(Dense(1, activation='sigmoid'))
model.compile(loss='binary_crossentropy', optimizer=SGD(learning_rate=0.01, momentum=0.9), metrics=['accuracy'])  # expect: none
model.fit(trainX, trainy, validation_data=(testX, testy), epochs=100, verbose=0)

X, y = make_blobs(n_samples=1000, centers=3, n_features=2, cluster_std=2)
model = Sequential([Dense(50, input_dim=2, activation='relu'), Dense(3, activation='softmax')])
model.compile(loss='categorical_crossentropy', optimizer='sgd', metrics=['accuracy'])  # expect: none
model.fit(X[:500], to_categorical(y[:500]), epochs=100, verbose=0)
model = Sequential([Dense(50, input_dim=2, activation='relu'), Dense(3, activation='softmax')])
model.compile(loss='categorical_crossentropy', optimizer='sgd', metrics=['accuracy'])  # expect: CL201
model.fit(X[:500], y[:500], epochs=100, verbose=0)

X, y = make_moons(n_samples=200, noise=0.2)
model = Sequential([Dense(50, input_dim=2, activation='relu'), Dense(1)])
model.compile(loss='binary_crossentropy', optimizer='adam', metrics=['accuracy'])  # expect: CL302
model.fit(X, y, epochs=100, verbose=0)
y_pm = y.copy()
y_pm[y_pm == 0] = -1
model = Sequential([Dense(50, input_dim=2, activation='relu'), Dense(1, activation='tanh')])
model.compile(loss='hinge', optimizer='adam')  # expect: none
model.fit(X, y_pm, epochs=100, verbose=0)
