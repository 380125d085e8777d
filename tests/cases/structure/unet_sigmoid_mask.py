import numpy as np
from keras.models import *
from keras.layers import *
from keras.optimizers import *


def conv_block(x, n, drop=0.0):
    x = Conv2D(n, 3, activation='relu', padding='same', kernel_initializer='he_normal')(x)
    x = Conv2D(n, 3, activation='relu', padding='same', kernel_initializer='he_normal')(x)
    return Dropout(drop)(x) if drop else x


def unet(pretrained_weights=None, input_size=(256, 256, 1)):
    inputs = Input(input_size)
    skips = []
    x = inputs
    for n in [64, 128, 256, 512]:
        x = conv_block(x, n, 0.5 if n == 512 else 0)
        skips.append(x)
        x = MaxPooling2D(pool_size=(2, 2))(x)
    x = conv_block(x, 1024, 0.5)
    for n, skip in zip([512, 256, 128, 64], reversed(skips)):
        x = UpSampling2D(size=(2, 2))(x)
        x = concatenate([skip, x], axis=3)
        x = conv_block(x, n)
    x = Conv2D(2, 3, activation='relu', padding='same')(x)
    out = Conv2D(1, 1, activation='sigmoid')(x)
    model = Model(input=inputs, output=out)
    model.compile(optimizer=Adam(lr=1e-4), loss='binary_crossentropy', metrics=['accuracy'])  # expect: CL608
    if pretrained_weights:
        model.load_weights(pretrained_weights)
    return model


m = unet()
