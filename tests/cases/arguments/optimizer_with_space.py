import keras
import numpy as np

data = np.random.rand(30, 2)
model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
model.compile(optimizer="adam ", loss="mae")  # expect: CL603
model.fit(data, data[:, 0])
