import keras

train = keras.utils.image_dataset_from_directory("flowers/", label_mode="int", image_size=(96, 96), batch_size=16)
model = keras.Sequential([
    keras.layers.Input((96, 96, 3)),
    keras.layers.Rescaling(1 / 255),
    keras.layers.Conv2D(24, 5, activation="relu"),
    keras.layers.GlobalAveragePooling2D(),
    keras.layers.Dense(5, activation="softmax"),
])
model.compile(loss=keras.losses.CategoricalCrossentropy(), optimizer="nadam", metrics=["categorical_accuracy"])  # expect: CL201, CL403
model.fit(train, epochs=4)
