import keras
from keras.layers import Dense


def fresh(n, act):
    m = keras.models.Sequential()
    m.add(Dense(8, activation='relu', input_dim=5))
    m.add(Dense(n, activation=act))
    return m


fresh(3, 'softmax').compile(loss='categorical_cross_entropy', optimizer='adam')  # expect: CL601
fresh(3, 'softmax').compile(loss='categorial_crossentropy', optimizer='adam')  # expect: CL601
fresh(3, 'softmax').compile(loss='sparse_categorical_entropy', optimizer='adam')  # expect: CL601
fresh(1, 'sigmoid').compile(loss='binary_cross_entropy', optimizer='adam')  # expect: CL601
fresh(1, None).compile(loss='rmse', optimizer='adam')  # expect: CL601
fresh(1, None).compile(loss='root_mean_squared_error', optimizer='adam')  # expect: CL604
fresh(1, None).compile(loss='mean_square_error', optimizer='adam')  # expect: CL601
fresh(1, None).compile(loss='Mean_Squared_Error', optimizer='adam')  # expect: CL601
fresh(1, None).compile(loss='Mse', optimizer='adam')  # expect: CL601
fresh(3, 'softmax').compile(loss='categorical-crossentropy', optimizer='adam')  # expect: CL601
fresh(3, 'softmax').compile(loss='softmax', optimizer='adam')  # expect: CL601
fresh(3, 'softmax').compile(loss='', optimizer='adam')  # expect: CL601
