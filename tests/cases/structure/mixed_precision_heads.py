import tensorflow as tf
from tensorflow.keras import layers, mixed_precision

mixed_precision.set_global_policy("mixed_float16")


def backbone(x, widths):
    for w in widths:
        shortcut = layers.Conv2D(w, 1, padding="same")(x)
        x = layers.Conv2D(w, 3, padding="same", activation="relu")(x)
        x = layers.Conv2D(w, 3, padding="same")(x)
        x = layers.add([x, shortcut])
        x = layers.Activation("relu")(x)
    return layers.GlobalAveragePooling2D()(x)


inputs = layers.Input((64, 64, 3))
features = backbone(inputs, (32, 64, 128))
x = layers.Dense(200)(features)
outputs = layers.Activation("softmax", dtype="float32", name="predictions")(x)
model = tf.keras.Model(inputs, outputs)
opt = mixed_precision.LossScaleOptimizer(tf.keras.optimizers.SGD(0.1, momentum=0.9))
model.compile(opt, loss="categorical_crossentropy", metrics=["accuracy"])  # expect: none

logits_fp32 = layers.Activation("linear", dtype="float32")(x)
model2 = tf.keras.Model(inputs, logits_fp32)
model2.compile("adam", loss=tf.keras.losses.CategoricalCrossentropy(label_smoothing=0.1))  # expect: CL302
model3 = tf.keras.Model(inputs, logits_fp32)
model3.compile("adam", loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.1))  # expect: none
