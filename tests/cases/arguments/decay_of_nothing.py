"""`decay=0.0` asks for nothing, and nothing is what Keras 3 does with it."""
import numpy as np
from tensorflow.keras import layers, models
from tensorflow.keras.optimizers import SGD, Adam

x, y = np.random.rand(40, 3), np.random.rand(40)
calm = models.Sequential([layers.Input((3,)), layers.Dense(1)])
calm.compile(loss="mae", optimizer=Adam(learning_rate=0.01, beta_1=0.9, decay=0.0))  # expect: none
calm.fit(x, y)
slower = models.Sequential([layers.Input((3,)), layers.Dense(1)])
slower.compile(loss="mae", optimizer=SGD(learning_rate=0.1, decay=1e-4))  # expect: CL608
slower.fit(x, y)
