"""Logits rounded as if they were probabilities."""
import numpy as np
import keras

x, y = np.random.rand(60, 20), np.random.randint(0, 2, 60)
i = keras.Input((20,))
model = keras.Model(i, keras.layers.Dense(1)(i))
model.compile("adam", keras.losses.BinaryCrossentropy(from_logits=True))  # expect: CL802
model.fit(x, y)
flags = [1 if p >= 0.5 else 0 for p in model.predict(x)]
print(np.mean(flags == y), np.round(model.predict(x)))
