from tensorflow.keras.layers import LSTM, Activation, Bidirectional, Conv1D, Dense, Input
from tensorflow.keras.models import Sequential

net = Sequential([Input((20, 4)), Conv1D(8, 3, activation="Relu"), LSTM(8), Dense(1)])
net.compile("adam", "mse")  # expect: CL614

net = Sequential([Input((20, 4)), Bidirectional(LSTM(8, recurrent_activation="hardsigmoid")), Dense(1)])
net.compile("adam", "mse")  # expect: CL614

net = Sequential([Input((20, 4)), LSTM(8), Activation("lrelu"), Dense(1)])
net.compile("adam", "mse")  # expect: CL614
