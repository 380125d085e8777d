import tensorflow as tf
from tensorflow.keras.layers import (GRU, Bidirectional, Dense, Dropout, Embedding, Input, RepeatVector, TimeDistributed)
from tensorflow.keras.models import Model, Sequential


def encdec_model(input_shape, output_sequence_length, english_vocab_size, french_vocab_size):
    learning_rate = 0.003
    model = Sequential()
    model.add(Embedding(english_vocab_size, 128, input_length=input_shape[1], input_shape=input_shape[1:]))
    model.add(Bidirectional(GRU(128)))
    model.add(RepeatVector(output_sequence_length))
    model.add(Bidirectional(GRU(128, return_sequences=True)))
    model.add(TimeDistributed(Dense(512, activation='relu')))
    model.add(Dropout(0.5))
    model.add(TimeDistributed(Dense(french_vocab_size)))
    model.compile(loss='sparse_categorical_crossentropy',  # expect: CL302
                  optimizer=tf.keras.optimizers.Adam(learning_rate), metrics=['accuracy'])
    return model


def encdec_good(input_shape, n_out):
    inp = Input(input_shape)
    x = GRU(64, return_sequences=True)(inp)
    y = TimeDistributed(Dense(n_out, activation='softmax'))(x)
    m = Model(inp, y)
    m.compile('adam', 'sparse_categorical_crossentropy', metrics=['accuracy'])  # expect: none
    return m


encdec_model((137861, 21), 21, 200, 346).summary()
encdec_good((21, 1), 346).summary()
