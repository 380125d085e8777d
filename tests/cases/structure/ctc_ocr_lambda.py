import os
import numpy as np
from keras import backend as K
from keras.layers import (Input, Conv2D, MaxPooling2D, Reshape, Dense, Activation, Lambda, GRU, add, concatenate)
from keras.models import Model
from keras.optimizers import SGD


def ctc_lambda_func(args):
    y_pred, labels, input_length, label_length = args
    y_pred = y_pred[:, 2:, :]
    return K.ctc_batch_cost(labels, y_pred, input_length, label_length)


def train(img_w=128, img_h=64, conv_filters=16, n_chars=28, absolute_max_string_len=16):
    act = 'relu'
    input_data = Input(name='the_input', shape=(img_w, img_h, 1), dtype='float32')
    inner = Conv2D(conv_filters, (3, 3), padding='same', activation=act, name='conv1')(input_data)
    inner = MaxPooling2D(pool_size=(2, 2), name='max1')(inner)
    inner = Reshape(target_shape=(img_w // 2, (img_h // 2) * conv_filters), name='reshape')(inner)
    inner = Dense(32, activation=act, name='dense1')(inner)
    gru_1 = GRU(512, return_sequences=True, name='gru1')(inner)
    gru_1b = GRU(512, return_sequences=True, go_backwards=True, name='gru1_b')(inner)
    gru1_merged = add([gru_1, gru_1b])
    inner = Dense(n_chars, kernel_initializer='he_normal', name='dense2')(gru1_merged)
    y_pred = Activation('softmax', name='softmax')(inner)
    labels = Input(name='the_labels', shape=[absolute_max_string_len], dtype='float32')
    input_length = Input(name='input_length', shape=[1], dtype='int64')
    label_length = Input(name='label_length', shape=[1], dtype='int64')
    loss_out = Lambda(ctc_lambda_func, output_shape=(1,), name='ctc')([y_pred, labels, input_length, label_length])
    sgd = SGD(learning_rate=0.02, momentum=0.9, nesterov=True)
    model = Model(inputs=[input_data, labels, input_length, label_length], outputs=loss_out)
    # the loss calc occurs elsewhere, so use a dummy lambda func for the loss
    model.compile(loss={'ctc': lambda y_true, y_pred: y_pred}, optimizer=sgd)  # expect: none
    return model


if __name__ == '__main__':
    train()
