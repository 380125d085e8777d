# Denoising autoencoder with mse; accuracy is asked of it, but the targets are the inputs.
import numpy as np
from tensorflow.keras import layers, models
from tensorflow.keras.datasets import mnist

(x, _), (xt, _) = mnist.load_data()
x = np.expand_dims(x.astype("float32") / 255.0, -1)
noisy = np.clip(x + 0.5 * np.random.normal(size=x.shape), 0.0, 1.0)
ae = models.Sequential([
    layers.Conv2D(32, 3, activation="relu", padding="same", input_shape=(28, 28, 1)),
    layers.MaxPooling2D(2, padding="same"),
    layers.UpSampling2D(2),
    layers.Conv2D(1, 3, activation="sigmoid", padding="same"),
])
ae.compile(loss="mse", optimizer="adam", metrics=["accuracy"])  # expect: none
ae.fit(noisy, x, epochs=3)
