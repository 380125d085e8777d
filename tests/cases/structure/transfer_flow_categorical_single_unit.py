import tensorflow as tf
from tensorflow.keras.applications import MobileNetV2
from tensorflow.keras.preprocessing.image import ImageDataGenerator

IMG = (224, 224)
gen = ImageDataGenerator(rescale=1 / 255., validation_split=0.2)
train = gen.flow_from_directory("chest_xray/train", target_size=IMG, class_mode="categorical",
                                classes=["NORMAL", "PNEUMONIA"], subset="training")
val = gen.flow_from_directory("chest_xray/train", target_size=IMG, class_mode="categorical",
                              classes=["NORMAL", "PNEUMONIA"], subset="validation")

base = MobileNetV2(include_top=False, input_shape=IMG + (3,))
base.trainable = False
x = tf.keras.layers.GlobalAveragePooling2D()(base.output)
x = tf.keras.layers.Dense(128, activation="relu")(x)
out = tf.keras.layers.Dense(1, activation="sigmoid")(x)
model = tf.keras.Model(base.input, out)
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])  # expect: CL205
model.fit(train, validation_data=val, epochs=5)
