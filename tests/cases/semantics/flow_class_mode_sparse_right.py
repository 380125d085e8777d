from tensorflow.keras import layers, models
from tensorflow.keras.preprocessing.image import ImageDataGenerator

datagen = ImageDataGenerator(preprocessing_function=lambda im: im / 127.5 - 1.0, validation_split=0.2)
train_gen = datagen.flow_from_directory("images", target_size=(224, 224), class_mode="sparse", subset="training")
val_gen = datagen.flow_from_directory("images", target_size=(224, 224), class_mode="sparse", subset="validation")
model = models.Sequential([
    layers.InputLayer((224, 224, 3)),
    layers.SeparableConv2D(32, 3, activation="relu"),
    layers.GlobalAveragePooling2D(),
    layers.Dense(train_gen.num_classes, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: none
model.fit(train_gen, validation_data=val_gen, epochs=3, steps_per_epoch=len(train_gen))
