import numpy as np
import tf_keras

x = np.random.rand(80, 5).astype("float32")
y = (x[:, 0] > 0.5).astype("float32")
model = tf_keras.Sequential([tf_keras.Input((5,)), tf_keras.layers.Dense(1, activation="sigmoid")])
model.compile(loss="bce", optimizer="adam", metrics=["recall"])  # expect: CL602
model.fit(x, y)
model.compile(loss="bce", optimizer="adam", metrics=["Recall"])  # expect: none
model.fit(x, y)
