from sklearn.datasets import load_wine
from sklearn.preprocessing import LabelBinarizer, scale
from tensorflow.keras import Input, Model
from tensorflow.keras.layers import Dense

data = load_wine()
lb = LabelBinarizer()
y = lb.fit_transform(data.target)
inp = Input(shape=(13,))
h = Dense(24, activation='tanh')(inp)
out = Dense(len(lb.classes_), activation='softmax')(h)
model = Model(inp, out)
model.compile(optimizer='adam', loss='categorical_crossentropy', metrics=['categorical_accuracy'])  # expect: none
model.fit(scale(data.data), y, epochs=10, verbose=0)
