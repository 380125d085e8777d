import tensorflow as tf
from tensorflow.keras import layers, losses, utils

raw = utils.text_dataset_from_directory("stack/train", labels="inferred", label_mode="int", batch_size=32)
encode = layers.TextVectorization(max_tokens=5000, output_mode="binary")
encode.adapt(raw.map(lambda text, label: text))
train = raw.map(lambda text, label: (encode(tf.expand_dims(text, -1)), label))
model = tf.keras.Sequential([layers.Dense(4)])
model.compile(loss=losses.SparseCategoricalCrossentropy(from_logits=True), optimizer="adam", metrics=["accuracy"])  # expect: none
model.fit(train, epochs=10)
single = tf.keras.Sequential([layers.Dense(1)])
single.compile(loss=losses.SparseCategoricalCrossentropy(from_logits=True), optimizer="adam", metrics=["accuracy"])  # expect: CL105, CL402
single.fit(train, epochs=10)
