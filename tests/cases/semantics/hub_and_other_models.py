import keras
import keras_hub
import tensorflow as tf
import tensorflow_hub as hub

classifier = keras_hub.models.ImageClassifier.from_preset("resnet_50_imagenet", num_classes=10)
classifier.compile(optimizer="adam", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])  # expect: none

net = tf.keras.Sequential([hub.KerasLayer("https://tfhub.dev/google/nnlm-en-dim50/2", input_shape=[], dtype=tf.string, trainable=True), tf.keras.layers.Dense(16, activation="relu"), tf.keras.layers.Dense(1)])
net.compile(optimizer="adam", loss=tf.keras.losses.BinaryCrossentropy(from_logits=True), metrics=["accuracy"])  # expect: CL402
full = tf.keras.Sequential([hub.KerasLayer("https://tfhub.dev/google/imagenet/mobilenet_v2_100_224/classification/5")])
full.compile("adam", "categorical_crossentropy", metrics=["accuracy"])  # expect: none
loaded = keras.models.load_model("best.keras")
loaded.compile("adam", "categorical_crossentropy", metrics=["accuracy"])  # expect: none
