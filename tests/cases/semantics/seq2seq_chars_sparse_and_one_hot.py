import numpy as np
from keras.layers import LSTM, Dense, Embedding, Input, RepeatVector, TimeDistributed
from keras.models import Model, Sequential

num_encoder_tokens, num_decoder_tokens, latent_dim = 70, 90, 256
encoder_input_data = np.zeros((1000, 16, num_encoder_tokens), dtype='float32')
decoder_input_data = np.zeros((1000, 59, num_decoder_tokens), dtype='float32')
decoder_target_data = np.zeros((1000, 59, num_decoder_tokens), dtype='float32')
for i in range(1000):
    for t in range(59):
        decoder_target_data[i, t, (i + t) % num_decoder_tokens] = 1.

encoder_inputs = Input(shape=(None, num_encoder_tokens))
encoder_outputs, state_h, state_c = LSTM(latent_dim, return_state=True)(encoder_inputs)
decoder_inputs = Input(shape=(None, num_decoder_tokens))
decoder_lstm = LSTM(latent_dim, return_sequences=True, return_state=True)
decoder_outputs, _, _ = decoder_lstm(decoder_inputs, initial_state=[state_h, state_c])
decoder_dense = Dense(num_decoder_tokens, activation='softmax')
decoder_outputs = decoder_dense(decoder_outputs)
model = Model([encoder_inputs, decoder_inputs], decoder_outputs)
model.compile(optimizer='rmsprop', loss='categorical_crossentropy', metrics=['accuracy'])  # expect: none
model.fit([encoder_input_data, decoder_input_data], decoder_target_data, batch_size=64, epochs=100, validation_split=0.2)

german = np.random.randint(0, 5000, (100, 12))
english = np.random.randint(0, 3000, (100, 8))
nmt = Sequential([
    Embedding(5000, 64, input_length=12, mask_zero=True),
    LSTM(64),
    RepeatVector(8),
    LSTM(64, return_sequences=True),
    Dense(3000, activation='softmax'),
])
nmt.compile(optimizer='rmsprop', loss='sparse_categorical_crossentropy')  # expect: none
nmt.fit(german, english.reshape(english.shape[0], english.shape[1], 1))
wrong = Sequential([
    Embedding(5000, 64, input_length=12, mask_zero=True),
    LSTM(64),
    RepeatVector(8),
    LSTM(64, return_sequences=True),
    TimeDistributed(Dense(3000, activation='sigmoid')),
])
wrong.compile(optimizer='rmsprop', loss='sparse_categorical_crossentropy')  # expect: CL102
wrong.fit(german, english)
