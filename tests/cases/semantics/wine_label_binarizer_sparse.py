from sklearn.datasets import load_wine
from sklearn.preprocessing import LabelBinarizer, scale
from tensorflow.keras import Input, Model
from tensorflow.keras.layers import Dense

data = load_wine()
y = LabelBinarizer().fit_transform(data.target)
inp = Input(shape=(13,))
out = Dense(3, activation='softmax')(Dense(24, activation='tanh')(inp))
model = Model(inp, out)
model.compile(optimizer='adam', loss='sparse_categorical_crossentropy')  # expect: CL202
model.fit(scale(data.data), y, epochs=10, verbose=0)
