from keras.layers import Dense, Input
from keras.models import Sequential

model = Sequential([Input((8,)), Dense(1)])
model.compile(optimiser="adam", loss="mse")  # expect: CL612
model.compile(optimizer="adam", loss="mse", class_weight={0: 1.0, 1: 5.0})  # expect: CL612
model.compile(optimizer="adam", losses="mse")  # expect: CL612
model.compile(optimizer="adam", loss="mse", run_eagerly=True, steps_per_execution=4, jit_compile=False)  # expect: none
