import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((8,)), tf.keras.layers.Dense(3)])
model.compile("adam", loss=tf.keras.losses.sparse_categorical_crossentropy(from_logits=True))  # expect: CL613
model.compile("adam", loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True))  # expect: none


def smoothed(y_true, y_pred):
    return tf.keras.losses.categorical_crossentropy(y_true, y_pred, from_logits=True, label_smoothing=0.1)


model.compile("adam", loss=smoothed)  # expect: none
