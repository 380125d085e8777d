# Targets are built row by row from a csv column; the linear head with mse says regression.
import numpy as np
import pandas as pd
from sklearn.preprocessing import MinMaxScaler
from tensorflow.keras.layers import LSTM, Dense
from tensorflow.keras.models import Sequential

dataframe = pd.read_csv('airline-passengers.csv', usecols=[1])
dataset = MinMaxScaler(feature_range=(0, 1)).fit_transform(dataframe.values.astype('float32'))


def create_dataset(dataset, look_back=1):
    dataX, dataY = [], []
    for i in range(len(dataset) - look_back - 1):
        dataX.append(dataset[i:(i + look_back), 0])
        dataY.append(dataset[i + look_back, 0])
    return np.array(dataX), np.array(dataY)


trainX, trainY = create_dataset(dataset, 3)
trainX = np.reshape(trainX, (trainX.shape[0], 1, trainX.shape[1]))
model = Sequential()
model.add(LSTM(4, input_shape=(1, 3)))
model.add(Dense(1))
model.compile(loss='mean_squared_error', optimizer='adam', metrics=['accuracy'])  # expect: CL401
model.fit(trainX, trainY, epochs=100, batch_size=1, verbose=2)
