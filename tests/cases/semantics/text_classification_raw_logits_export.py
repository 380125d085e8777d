# The trained logits model is wrapped by a sigmoid for export.
import tensorflow as tf
from tensorflow.keras import layers, losses

raw_train = tf.keras.utils.text_dataset_from_directory('aclImdb/train', batch_size=32, validation_split=0.2, subset='training', seed=42)
raw_val = tf.keras.utils.text_dataset_from_directory('aclImdb/train', batch_size=32, validation_split=0.2, subset='validation', seed=42)
vectorize_layer = layers.TextVectorization(max_tokens=10000, output_sequence_length=250)
vectorize_layer.adapt(raw_train.map(lambda x, y: x))


def vectorize_text(text, label):
    text = tf.expand_dims(text, -1)
    return vectorize_layer(text), label


train_ds = raw_train.map(vectorize_text).cache().prefetch(tf.data.AUTOTUNE)
val_ds = raw_val.map(vectorize_text).cache().prefetch(tf.data.AUTOTUNE)
model = tf.keras.Sequential([
    layers.Embedding(10000, 16),
    layers.Dropout(0.2),
    layers.GlobalAveragePooling1D(),
    layers.Dropout(0.2),
    layers.Dense(1)])
model.compile(loss=losses.BinaryCrossentropy(from_logits=True),  # expect: none
              optimizer='adam',
              metrics=[tf.metrics.BinaryAccuracy(threshold=0.0)])
history = model.fit(train_ds, validation_data=val_ds, epochs=10)
export_model = tf.keras.Sequential([vectorize_layer, model, layers.Activation('sigmoid')])
export_model.compile(loss=losses.BinaryCrossentropy(from_logits=False), optimizer="adam", metrics=['accuracy'])  # expect: none
export_model.evaluate(raw_val)
wrong_export = tf.keras.Sequential([vectorize_layer, model])
wrong_export.compile(loss=losses.BinaryCrossentropy(), optimizer="adam")  # expect: CL302
