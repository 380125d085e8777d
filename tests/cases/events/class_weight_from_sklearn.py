"""What compute_class_weight returns is an array; Keras wants a dict."""
import numpy as np
import keras
from sklearn.utils.class_weight import compute_class_weight

x = np.random.rand(90, 5)
y = np.random.randint(0, 2, 90)
metrics = [keras.metrics.Recall()]
model = keras.Sequential([keras.Input((5,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile("adam", "binary_crossentropy", metrics=metrics)  # expect: CL904
model.fit(x, y, class_weight={"0": 1.0, "1": 3.0})
model.compile("adam", "binary_crossentropy", metrics=metrics)  # expect: CL904
model.fit(x, y, class_weight="auto")
model.compile("adam", "binary_crossentropy", metrics=metrics)  # expect: none
weights = compute_class_weight("balanced", classes=np.unique(y), y=y)
model.fit(x, y, class_weight=dict(enumerate(weights)))
model.compile("adam", "binary_crossentropy", metrics=metrics)  # expect: none
model.fit(x, y, class_weight={0: 1.0, 1: 3.0})
