import tensorflow as tf
from tensorflow.keras import layers


def datasets(root, size=(160, 160), batch=32):
    common = dict(image_size=size, batch_size=batch, seed=1, validation_split=0.2)
    train = tf.keras.preprocessing.image_dataset_from_directory(root, subset="training", **common)
    val = tf.keras.preprocessing.image_dataset_from_directory(root, subset="validation", **common)
    return train.prefetch(1), val.prefetch(1), train.class_names


def classifier(base, n):
    base.trainable = False
    i = layers.Input((160, 160, 3))
    x = tf.keras.applications.mobilenet_v2.preprocess_input(i)
    x = base(x, training=False)
    x = layers.GlobalAveragePooling2D()(x)
    return tf.keras.Model(i, layers.Dense(n, activation="softmax")(x))


train, val, names = datasets("pets")
base = tf.keras.applications.MobileNetV2(input_shape=(160, 160, 3), include_top=False)
model = classifier(base, 3)
model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])  # expect: CL201
model.fit(train, validation_data=val, epochs=3)
