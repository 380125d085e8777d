import tensorflow as tf
from tensorflow.keras.layers import (Input, Conv2D, MaxPooling2D, concatenate, GlobalAveragePooling2D, Dense, Dropout,
                                     AveragePooling2D, Flatten)
from tensorflow.keras.models import Model


def inception_module(x, f1, f3r, f3, f5r, f5, proj, name=None):
    p1 = Conv2D(f1, (1, 1), padding='same', activation='relu')(x)
    p3 = Conv2D(f3, (3, 3), padding='same', activation='relu')(Conv2D(f3r, (1, 1), padding='same', activation='relu')(x))
    p5 = Conv2D(f5r, (1, 1), padding='same', activation='relu')(x)
    p5 = Conv2D(f5, (5, 5), padding='same', activation='relu')(p5)
    pool = MaxPooling2D((3, 3), strides=(1, 1), padding='same')(x)
    pool = Conv2D(proj, (1, 1), padding='same', activation='relu')(pool)
    return concatenate([p1, p3, p5, pool], axis=3, name=name)


def aux(x, n, name):
    x = AveragePooling2D((5, 5), strides=3)(x)
    x = Conv2D(128, (1, 1), padding='same', activation='relu')(x)
    x = Flatten()(x)
    x = Dropout(0.7)(Dense(1024, activation='relu')(x))
    return Dense(n, activation='softmax', name=name)(x)


inp = Input(shape=(224, 224, 3))
x = Conv2D(64, (7, 7), padding='same', strides=(2, 2), activation='relu')(inp)
x = inception_module(x, 64, 96, 128, 16, 32, 32, name='inception_3a')
x = inception_module(x, 192, 96, 208, 16, 48, 64, name='inception_4a')
x1 = aux(x, 10, 'auxilliary_output_1')
x = inception_module(x, 160, 112, 224, 24, 64, 64)
x2 = aux(x, 10, 'auxilliary_output_2')
x = GlobalAveragePooling2D()(x)
x = Dropout(0.4)(x)
x = Dense(10, activation='softmax', name='output')(x)
model = Model(inp, [x, x1, x2], name='inception_v1')
model.compile(loss=['categorical_crossentropy'] * 3, loss_weights=[1, 0.3, 0.3],  # expect: CL607
              optimizer=tf.keras.optimizers.SGD(learning_rate=0.01, momentum=0.9), metrics=['accuracy'])
