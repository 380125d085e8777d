import tensorflow as tf
from kaggle_datasets import KaggleDatasets

try:
    tpu = tf.distribute.cluster_resolver.TPUClusterResolver()
    tf.config.experimental_connect_to_cluster(tpu)
    tf.tpu.experimental.initialize_tpu_system(tpu)
    strategy = tf.distribute.experimental.TPUStrategy(tpu)
except ValueError:
    strategy = tf.distribute.get_strategy()

AUTO = tf.data.experimental.AUTOTUNE
IMAGE_SIZE = [512, 512]
CLASSES = ['pink primrose', 'hard-leaved pocket orchid', 'canterbury bells', 'sweet pea']


def decode(example):
    fmt = {"image": tf.io.FixedLenFeature([], tf.string), "class": tf.io.FixedLenFeature([], tf.int64)}
    example = tf.io.parse_single_example(example, fmt)
    image = tf.reshape(tf.cast(tf.image.decode_jpeg(example['image']), tf.float32) / 255.0, [*IMAGE_SIZE, 3])
    return image, tf.cast(example['class'], tf.int32)


def get_training_dataset():
    files = tf.io.gfile.glob(KaggleDatasets().get_gcs_path() + '/*.tfrec')
    ds = tf.data.TFRecordDataset(files, num_parallel_reads=AUTO).map(decode, num_parallel_calls=AUTO)
    return ds.repeat().shuffle(2048).batch(16 * strategy.num_replicas_in_sync).prefetch(AUTO)


with strategy.scope():
    enet = tf.keras.applications.EfficientNetB3(input_shape=(*IMAGE_SIZE, 3), weights='imagenet', include_top=False)
    model = tf.keras.Sequential([
        enet,
        tf.keras.layers.GlobalAveragePooling2D(),
        tf.keras.layers.Dense(len(CLASSES), activation='softmax', dtype='float32'),
    ])
    model.compile(optimizer='adam', loss='sparse_categorical_crossentropy',  # expect: none
                  metrics=['sparse_categorical_accuracy'])
model.fit(get_training_dataset(), steps_per_epoch=100, epochs=12)
