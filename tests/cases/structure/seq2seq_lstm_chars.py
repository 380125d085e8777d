from __future__ import print_function
from keras.models import Model
from keras.layers import Input, LSTM, Dense
import numpy as np

batch_size, epochs, latent_dim = 64, 100, 256
input_texts, target_texts = [], []
with open('fra-eng/fra.txt', 'r', encoding='utf-8') as f:
    lines = f.read().split('\n')
for line in lines[: min(10000, len(lines) - 1)]:
    input_text, target_text = line.split('\t')
    input_texts.append(input_text)
    target_texts.append('\t' + target_text + '\n')
input_characters = sorted(list(set(''.join(input_texts))))
target_characters = sorted(list(set(''.join(target_texts))))
num_encoder_tokens, num_decoder_tokens = len(input_characters), len(target_characters)
decoder_target_data = np.zeros((len(input_texts), 60, num_decoder_tokens), dtype='float32')
encoder_input_data = np.zeros((len(input_texts), 60, num_encoder_tokens), dtype='float32')
decoder_input_data = np.zeros_like(decoder_target_data)
token_index = dict([(char, i) for i, char in enumerate(target_characters)])
for i, target_text in enumerate(target_texts):
    for t, char in enumerate(target_text):
        if t > 0:
            decoder_target_data[i, t - 1, token_index[char]] = 1.

encoder_inputs = Input(shape=(None, num_encoder_tokens))
encoder = LSTM(latent_dim, return_state=True)
encoder_outputs, state_h, state_c = encoder(encoder_inputs)
encoder_states = [state_h, state_c]
decoder_inputs = Input(shape=(None, num_decoder_tokens))
decoder_lstm = LSTM(latent_dim, return_sequences=True, return_state=True)
decoder_outputs, _, _ = decoder_lstm(decoder_inputs, initial_state=encoder_states)
decoder_dense = Dense(num_decoder_tokens, activation='softmax')
decoder_outputs = decoder_dense(decoder_outputs)
model = Model([encoder_inputs, decoder_inputs], decoder_outputs)
model.compile(optimizer='rmsprop', loss='categorical_crossentropy')  # expect: none
model.fit([encoder_input_data, decoder_input_data], decoder_target_data, batch_size=batch_size, epochs=epochs,
          validation_split=0.2)
decoder_model = Model([decoder_inputs, *encoder_states], [decoder_outputs, state_h])
