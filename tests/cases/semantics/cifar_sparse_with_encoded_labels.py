import keras
from keras import layers, ops

NUM_CLASSES = 10
(x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()
x_train = x_train.astype("float32") / 255.0
x_test = x_test.astype("float32") / 255.0
y_train = keras.utils.to_categorical(y_train, NUM_CLASSES)
y_test = keras.utils.to_categorical(y_test, NUM_CLASSES)


def conv_block(x, filters):
    x = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    return layers.Activation("relu")(x)


def build():
    inputs = keras.Input((32, 32, 3))
    x = conv_block(inputs, 32)
    x = layers.MaxPooling2D()(x)
    x = conv_block(x, 64)
    x = layers.GlobalAveragePooling2D()(x)
    outputs = layers.Dense(NUM_CLASSES, activation=ops.softmax)(x)
    return keras.Model(inputs, outputs)


model = build()
model.compile(optimizer=keras.optimizers.AdamW(1e-3), loss="sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: CL202
model.fit(x_train, y_train, validation_split=0.1, epochs=3, batch_size=128)
