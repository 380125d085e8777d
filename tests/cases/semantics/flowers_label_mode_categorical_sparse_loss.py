import tensorflow as tf

train = tf.keras.utils.image_dataset_from_directory(
    "flowers/", label_mode="categorical", validation_split=0.2, subset="training", seed=1, image_size=(128, 128))
valid = tf.keras.utils.image_dataset_from_directory(
    "flowers/", label_mode="categorical", validation_split=0.2, subset="validation", seed=1, image_size=(128, 128))
normalization = tf.keras.layers.Rescaling(1.0 / 255)
train = train.map(lambda x, y: (normalization(x), y)).prefetch(tf.data.AUTOTUNE)

net = tf.keras.Sequential([
    tf.keras.layers.Conv2D(16, 3, activation="relu"),
    tf.keras.layers.GlobalMaxPool2D(),
    tf.keras.layers.Dense(5),
])
net.compile("adam", tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])  # expect: CL202
net.fit(train, validation_data=valid, epochs=3)
