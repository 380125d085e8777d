from keras.datasets import boston_housing
from keras.layers import Dense
from keras.models import Sequential

(x_train, y_train), (x_test, y_test) = boston_housing.load_data()
model = Sequential()
model.add(Dense(13, input_dim=13, kernel_initializer='normal', activation='relu'))
model.add(Dense(1, kernel_initializer='normal'))
model.compile(loss='mean_squared_error', optimizer='adam', metrics=['accuracy'])  # expect: CL401
model.fit(x_train, y_train, epochs=100, validation_data=(x_test, y_test))
