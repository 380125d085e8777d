import tensorflow as tf
from tensorflow.keras import layers

tf.keras.mixed_precision.set_global_policy("mixed_float16")
inputs = tf.keras.Input((784,))
x = layers.Dense(4096, activation="relu")(inputs)
x = layers.Dense(10, name="dense_logits")(x)
outputs = layers.Activation("softmax", dtype="float32", name="predictions")(x)
model = tf.keras.Model(inputs=inputs, outputs=outputs)
model.compile(loss="sparse_categorical_crossentropy", optimizer=tf.keras.optimizers.RMSprop(), metrics=["accuracy"])  # expect: none

y = layers.Dense(10, activation="softmax")(inputs)
y = layers.Activation("linear", dtype="float32")(y)
cast = tf.keras.Model(inputs, y)
cast.compile(loss="sparse_categorical_crossentropy", optimizer="adam")  # expect: none

z = layers.Activation("linear", dtype="float32")(layers.Dense(10)(inputs))
bare = tf.keras.Model(inputs, z)
bare.compile(loss="sparse_categorical_crossentropy", optimizer="adam")  # expect: CL302
