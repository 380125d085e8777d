# The loss is computed by a layer, and compile gets an identity.
import keras
from keras import backend as K
from keras.layers import GRU, Dense, Input, Lambda
from keras.models import Model
from keras.optimizers import Adam


def ctc_lambda_func(args):
    y_pred, labels, input_length, label_length = args
    return K.ctc_batch_cost(labels, y_pred[:, 2:, :], input_length, label_length)


inputs = Input(name='the_input', shape=(128, 64), dtype='float32')
inner = GRU(64, return_sequences=True)(inputs)
y_pred = Dense(28, activation='softmax', name='softmax')(inner)
labels = Input(name='the_labels', shape=[16], dtype='float32')
input_length = Input(name='input_length', shape=[1], dtype='int64')
label_length = Input(name='label_length', shape=[1], dtype='int64')
loss_out = Lambda(ctc_lambda_func, output_shape=(1,), name='ctc')([y_pred, labels, input_length, label_length])
model = Model(inputs=[inputs, labels, input_length, label_length], outputs=loss_out)
model.compile(loss={'ctc': lambda y_true, y_pred: y_pred}, optimizer=Adam(0.02))  # expect: none
model.compile(optimizer=Adam(1e-3), loss={'ctc': lambda y_true, y_pred: y_pred}, metrics=None)  # expect: none
