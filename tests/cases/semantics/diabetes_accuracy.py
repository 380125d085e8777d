from sklearn.datasets import load_diabetes
from sklearn.model_selection import train_test_split
from tensorflow.keras import Sequential
from tensorflow.keras.layers import Dense, Dropout

diabetes = load_diabetes()
X_train, X_test, Y_train, Y_test = train_test_split(diabetes.data, diabetes["target"], test_size=0.2, random_state=5)
model = Sequential()
model.add(Dense(64, input_shape=(10,), activation='relu'))
model.add(Dropout(0.1))
model.add(Dense(1, activation='linear'))
model.compile(optimizer='adam', loss='mean_absolute_error', metrics=['acc', 'mse'])  # expect: CL401
model.fit(X_train, Y_train, epochs=50, validation_data=(X_test, Y_test))
