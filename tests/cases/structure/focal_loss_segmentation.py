import tensorflow as tf
from tensorflow.keras import layers


def aspp(x, f):
    ys = [layers.Conv2D(f, 1, padding="same", activation="relu")(x)]
    for rate in (6, 12, 18):
        ys.append(layers.Conv2D(f, 3, dilation_rate=rate, padding="same", activation="relu")(x))
    return layers.Conv2D(f, 1, activation="relu")(layers.Concatenate()(ys))


def deeplab(shape, n_classes):
    inp = layers.Input(shape)
    resnet = tf.keras.applications.ResNet50(weights="imagenet", include_top=False, input_tensor=inp)
    x = aspp(resnet.get_layer("conv4_block6_2_relu").output, 256)
    x = layers.UpSampling2D(4, interpolation="bilinear")(x)
    low = layers.Conv2D(48, 1, activation="relu")(resnet.get_layer("conv2_block3_2_relu").output)
    x = layers.Concatenate()([x, low])
    x = layers.Conv2D(256, 3, padding="same", activation="relu")(x)
    x = layers.UpSampling2D(4, interpolation="bilinear")(x)
    return tf.keras.Model(inp, layers.Conv2D(n_classes, 1)(x))


model = deeplab((512, 512, 3), 20)
loss = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
model.compile(tf.keras.optimizers.Adam(1e-3), loss=loss, metrics=["accuracy"])  # expect: none
wrong = deeplab((512, 512, 3), 20)
wrong.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: CL302
