import tensorflow as tf
from tensorflow.keras import applications, layers
from tensorflow.keras.preprocessing.image import ImageDataGenerator

gen = ImageDataGenerator(preprocessing_function=applications.vgg16.preprocess_input)
train = gen.flow_from_directory("xrays/train", target_size=(224, 224), class_mode="categorical", classes=["NORMAL", "PNEUMONIA"])

vgg = applications.VGG16(input_shape=(224, 224, 3), weights="imagenet", include_top=False)
for layer in vgg.layers:
    layer.trainable = False
x = layers.Flatten()(vgg.output)
prediction = layers.Dense(2, activation="softmax")(x)
model = tf.keras.Model(inputs=vgg.input, outputs=prediction)
model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])  # expect: none
model.fit(train, epochs=5)

three = tf.keras.Model(inputs=vgg.input, outputs=layers.Dense(3, activation="softmax")(x))
three.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])  # expect: CL203
three.fit(train, epochs=5)

scratch = applications.EfficientNetB0(weights=None, classes=2)
scratch.compile(loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True), optimizer="adam")  # expect: CL301
scratch.fit(train)

raw = applications.ResNet50(weights=None, classes=2, classifier_activation=None)
raw.compile(loss="categorical_crossentropy", optimizer="adam")  # expect: CL302
raw.fit(train)
