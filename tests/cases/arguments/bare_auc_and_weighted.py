import keras

model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile("adam", "binary_crossentropy", metrics=keras.metrics.AUC())  # expect: CL610
model.compile("adam", "binary_crossentropy", weighted_metrics="accuracy")  # expect: CL610
model.compile("adam", "binary_crossentropy", metrics=["accuracy"], weighted_metrics=[])  # expect: none
