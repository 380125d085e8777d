from tensorflow.keras import Input, Model, Sequential
from tensorflow.keras import layers as L

a = Sequential([Input((4,)), L.Dense(3, activation="softmax"), L.Activation("softmax")])
a.compile("adam", "categorical_crossentropy")  # expect: CL107
b = Sequential([Input((4,)), L.Dense(3, activation="softmax"), L.Dropout(0.5)])
b.compile("adam", "categorical_crossentropy")  # expect: CL107
c = Sequential([Input((4,)), L.Dense(3, activation="softmax"), L.BatchNormalization()])
c.compile("adam", "categorical_crossentropy")  # expect: CL107
d = Sequential([Input((4,)), L.Dense(3), L.Dropout(0.3), L.Softmax()])
d.compile("adam", "categorical_crossentropy")  # expect: CL107
e = Sequential([Input((4,)), L.Dense(3), L.BatchNormalization(), L.Activation("softmax")])
e.compile("adam", "categorical_crossentropy")  # expect: none
f = Sequential([Input((4,)), L.Dense(6, activation="softmax"), L.Reshape((2, 3))])
f.compile("adam", "mse")  # expect: none
g = Sequential([Input((4,)), L.Dropout(0.3), L.Dense(1, activation="sigmoid"), L.Activation("linear")])
g.compile("adam", "binary_crossentropy")  # expect: none
i = Input((4,))
attention = L.Dense(4, activation="softmax")(i)
weighted = L.Multiply()([i, attention])
h = Model(i, L.Dense(3, activation="softmax")(weighted))
h.compile("adam", "categorical_crossentropy")  # expect: none
i = Input((4,))
gate = L.Dense(1, activation="sigmoid")(L.Dense(1, activation="sigmoid")(i))
k = Model(i, gate)
k.compile("adam", "binary_crossentropy")  # expect: none
