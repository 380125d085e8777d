import tensorflow as tf


def build():
    inputs = tf.keras.Input((6,))
    x = tf.keras.layers.Dense(10, activation="relu")(inputs)
    return tf.keras.Model(inputs, tf.keras.layers.Dense(1, activation="sigmoid")(x))


build().compile(optimizer="adam", loss="accuracy")  # expect: CL604
build().compile(optimizer="adam", loss="binary_accuracy", metrics=["accuracy"])  # expect: CL604
build().compile(optimizer="adam", loss=tf.keras.metrics.AUC())  # expect: CL604
build().compile(optimizer="adam", loss=tf.keras.metrics.binary_accuracy)  # expect: CL604
build().compile(optimizer="adam", loss="f1_score")  # expect: CL604
build().compile(optimizer="adam", loss=tf.keras.metrics.mean_squared_error)  # expect: CL111
build().compile(optimizer="adam", loss=tf.keras.metrics.binary_crossentropy)  # expect: none
