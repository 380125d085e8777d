from keras.layers import Input, Conv2D, MaxPooling2D, UpSampling2D, Concatenate, Dropout
from keras.models import Model
import keras.backend as K


def dice_coef(y_true, y_pred, smooth=1.0):
    y_true_f = K.flatten(y_true)
    y_pred_f = K.flatten(y_pred)
    intersection = K.sum(y_true_f * y_pred_f)
    return (2. * intersection + smooth) / (K.sum(y_true_f) + K.sum(y_pred_f) + smooth)


def dice_loss(y_true, y_pred):
    return 1.0 - dice_coef(y_true, y_pred)


def level_block(m, dim, depth, inc, acti):
    n = Conv2D(dim, 3, activation=acti, padding='same')(m)
    n = Conv2D(dim, 3, activation=acti, padding='same')(n)
    if depth > 0:
        m = MaxPooling2D()(n)
        m = level_block(m, int(inc * dim), depth - 1, inc, acti)
        m = UpSampling2D()(m)
        m = Conv2D(dim, 2, activation=acti, padding='same')(m)
        n = Concatenate()([n, m])
        n = Conv2D(dim, 3, activation=acti, padding='same')(n)
    return n


def UNet(img_shape, out_ch=1, start_ch=64, depth=4, inc_rate=2., activation='relu'):
    i = Input(shape=img_shape)
    o = level_block(i, start_ch, depth, inc_rate, activation)
    o = Conv2D(out_ch, 1, activation='sigmoid')(o)
    return Model(inputs=i, outputs=o)


model = UNet((96, 96, 1))
model.compile(optimizer='adam', loss=dice_loss, metrics=[dice_coef, 'accuracy'])  # expect: none
weird = UNet((96, 96, 1), out_ch=4)
weird.compile(optimizer='adam', loss='categorical_crossentropy', metrics=[dice_coef])  # expect: CL102
