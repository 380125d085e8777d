# Masks hold 1 to 3 and are shifted to begin at 0 inside the pipeline.
import tensorflow as tf
import tensorflow_datasets as tfds

dataset, info = tfds.load('oxford_iiit_pet:3.*.*', with_info=True)


def normalize(input_image, input_mask):
    input_image = tf.cast(input_image, tf.float32) / 255.0
    input_mask -= 1
    return input_image, input_mask


def load_image(datapoint):
    input_image = tf.image.resize(datapoint['image'], (128, 128))
    input_mask = tf.image.resize(datapoint['segmentation_mask'], (128, 128), method=tf.image.ResizeMethod.NEAREST_NEIGHBOR)
    return normalize(input_image, input_mask)


train_images = dataset['train'].map(load_image, num_parallel_calls=tf.data.AUTOTUNE).batch(64)
base_model = tf.keras.applications.MobileNetV2(input_shape=[128, 128, 3], include_top=False)
down_stack = tf.keras.Model(inputs=base_model.input, outputs=base_model.get_layer('block_6_expand_relu').output)


def unet_model(output_channels: int):
    inputs = tf.keras.layers.Input(shape=[128, 128, 3])
    x = down_stack(inputs)
    last = tf.keras.layers.Conv2DTranspose(filters=output_channels, kernel_size=3, strides=2, padding='same')
    x = last(x)
    return tf.keras.Model(inputs=inputs, outputs=x)


OUTPUT_CLASSES = 3
model = unet_model(output_channels=OUTPUT_CLASSES)
model.compile(optimizer='adam',  # expect: none
              loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True),
              metrics=['accuracy'])
model.fit(train_images, epochs=20)

forgot = unet_model(OUTPUT_CLASSES)
forgot.compile(optimizer='adam', loss='sparse_categorical_crossentropy', metrics=['accuracy'])  # expect: CL302
forgot.fit(train_images, epochs=20)
