# The labels come as integers and the pipeline turns them into one-hot rows.
import tensorflow as tf

CLASSES = 5
ds = tf.keras.utils.image_dataset_from_directory("flowers/", label_mode="int", image_size=(96, 96), batch_size=None)


def prepare(image, label):
    image = tf.image.random_flip_left_right(tf.cast(image, tf.float32) / 255.0)
    return image, tf.one_hot(label, CLASSES)


ds = ds.map(prepare, num_parallel_calls=tf.data.AUTOTUNE).shuffle(500).batch(32).prefetch(2)
model = tf.keras.Sequential([
    tf.keras.layers.Conv2D(24, 5, activation="relu", input_shape=(96, 96, 3)),
    tf.keras.layers.GlobalAveragePooling2D(),
    tf.keras.layers.Dense(CLASSES, activation=tf.nn.softmax),
])
model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])  # expect: none
model.fit(ds, epochs=4)
