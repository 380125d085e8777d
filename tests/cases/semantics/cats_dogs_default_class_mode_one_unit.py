# flow_from_directory gives one-hot rows when class_mode is left out.
from tensorflow.keras import layers, models
from tensorflow.keras.preprocessing.image import ImageDataGenerator

gen = ImageDataGenerator(rescale=1 / 255.)
train_it = gen.flow_from_directory('cats_and_dogs/train', target_size=(64, 64), batch_size=20)
model = models.Sequential()
model.add(layers.Conv2D(32, (3, 3), activation='relu', input_shape=(64, 64, 3)))
model.add(layers.GlobalAveragePooling2D())
model.add(layers.Dense(1, activation='sigmoid'))
model.compile(loss='binary_crossentropy', optimizer='adam', metrics=['acc'])  # expect: CL205
model.fit(train_it, epochs=10)
