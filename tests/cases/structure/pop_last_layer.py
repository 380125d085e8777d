import numpy as np
from tensorflow.keras.models import Sequential, Model, load_model, clone_model
from tensorflow.keras.layers import Dense

src = Sequential([Dense(64, activation='relu', input_shape=(10,)), Dense(20, activation='softmax')])
src.compile('adam', 'sparse_categorical_crossentropy')  # expect: none
src.fit(np.random.rand(100, 10), np.random.randint(0, 20, 100), verbose=0)

src.pop()
src.add(Dense(1))
src.compile('adam', 'binary_crossentropy')  # expect: CL302
src.fit(np.random.rand(100, 10), np.random.randint(0, 2, 100), verbose=0)

src.pop()
src.add(Dense(1, activation='sigmoid'))
src.compile('adam', 'binary_crossentropy', metrics=['accuracy'])  # expect: none
src.fit(np.random.rand(100, 10), np.random.randint(0, 2, 100), verbose=0)

copy = clone_model(src)
copy.compile('adam', 'sparse_categorical_crossentropy')  # expect: CL105
loaded = load_model('old.h5')
loaded.compile('adam', 'categorical_crossentropy', metrics=['accuracy'])  # expect: none
