import keras
import numpy as np

model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1)])
model.compile(optimizer="adam")  # expect: none
print(model.predict(np.ones((4, 8))))
