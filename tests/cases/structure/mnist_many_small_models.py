from __future__ import absolute_import, division, print_function

import tensorflow as tf

(train_images, train_labels), (test_images, test_labels) = tf.keras.datasets.mnist.load_data()
train_labels = train_labels[:1000]
train_images = train_images[:1000].reshape(-1, 28 * 28) / 255.0


def create_model():
    model = tf.keras.models.Sequential([
        tf.keras.layers.Dense(512, activation='relu', input_shape=(784,)),
        tf.keras.layers.Dropout(0.2),
        tf.keras.layers.Dense(10),
    ])
    model.compile(optimizer='adam',  # expect: none
                  loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True),
                  metrics=[tf.keras.metrics.SparseCategoricalAccuracy()])
    return model


model = create_model()
model.fit(train_images, train_labels, epochs=10)
probability_model = tf.keras.Sequential([model, tf.keras.layers.Softmax()])
probability_model.compile('adam', tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True))  # expect: CL301
model.save('my_model.keras')
new_model = tf.keras.models.load_model('my_model.keras')
new_model.compile('adam', 'sparse_categorical_crossentropy')  # expect: CL302
