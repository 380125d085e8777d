from keras.layers import Dense, Input
from keras.metrics import MeanAbsoluteError
from keras.models import Sequential

model = Sequential([Input((8,)), Dense(1)])
model.compile("adam", "mse", [MeanAbsoluteError()])  # expect: CL611
model.compile("adam", "mse", None, ["mae"])  # expect: none
model.compile("adam", "mse", 0.5, ["mae"])  # expect: none
