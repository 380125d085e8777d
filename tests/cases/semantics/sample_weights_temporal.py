import numpy as np
from keras.layers import GRU, Dense, Input, Masking, TimeDistributed
from keras.models import Model

inp = Input((20, 5))
h = GRU(16, return_sequences=True)(Masking()(inp))
tags = TimeDistributed(Dense(4, activation='softmax'))(h)
flag = TimeDistributed(Dense(1, activation='sigmoid'))(h)
model = Model(inp, tags)
model.compile('adam', 'categorical_crossentropy', sample_weight_mode='temporal')  # expect: CL608
model.fit(np.random.rand(8, 20, 5), np.eye(4)[np.random.randint(0, 4, (8, 20))], sample_weight=np.ones((8, 20)))
binary = Model(inp, flag)
binary.compile('adam', 'binary_crossentropy', metrics=['accuracy', 'AUC'])  # expect: none
binary.fit(np.random.rand(8, 20, 5), np.random.randint(0, 2, (8, 20, 1)))
bad = Model(inp, TimeDistributed(Dense(1, activation='softmax'))(h))
bad.compile('adam', 'binary_crossentropy')  # expect: CL101
logits = Model(inp, TimeDistributed(Dense(4))(h))
logits.compile('adam', 'sparse_categorical_crossentropy')  # expect: CL302
