import numpy as np
from keras.applications.inception_v3 import InceptionV3, preprocess_input
from keras.layers import LSTM, Embedding, Dense, Dropout, Input
from keras.layers.merge import add
from keras.models import Model
from keras.preprocessing.sequence import pad_sequences
from keras.utils import to_categorical

vocab_size, max_length, embedding_dim = 1652, 34, 200


def data_generator(descriptions, photos, wordtoix, max_length, num_photos_per_batch):
    X1, X2, y = list(), list(), list()
    n = 0
    while 1:
        for key, desc_list in descriptions.items():
            n += 1
            photo = photos[key + '.jpg']
            for desc in desc_list:
                seq = [wordtoix[word] for word in desc.split(' ') if word in wordtoix]
                for i in range(1, len(seq)):
                    in_seq, out_seq = seq[:i], seq[i]
                    in_seq = pad_sequences([in_seq], maxlen=max_length)[0]
                    out_seq = to_categorical([out_seq], num_classes=vocab_size)[0]
                    X1.append(photo)
                    X2.append(in_seq)
                    y.append(out_seq)
            if n == num_photos_per_batch:
                yield [[np.array(X1), np.array(X2)], np.array(y)]
                X1, X2, y = list(), list(), list()
                n = 0


inputs1 = Input(shape=(2048,))
fe2 = Dense(256, activation='relu')(Dropout(0.5)(inputs1))
inputs2 = Input(shape=(max_length,))
se3 = LSTM(256)(Dropout(0.5)(Embedding(vocab_size, embedding_dim, mask_zero=True)(inputs2)))
decoder1 = add([fe2, se3])
decoder2 = Dense(256, activation='relu')(decoder1)
outputs = Dense(vocab_size, activation='softmax')(decoder2)
model = Model(inputs=[inputs1, inputs2], outputs=outputs)
model.layers[2].trainable = False
model.compile(loss='categorical_crossentropy', optimizer='adam')  # expect: none
train_descriptions, train_features, wordtoix = {}, {}, {}
for i in range(30):
    generator = data_generator(train_descriptions, train_features, wordtoix, max_length, 3)
    model.fit_generator(generator, epochs=1, steps_per_epoch=2000, verbose=1)
