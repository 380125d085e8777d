from keras import backend as K
from keras.activations import sigmoid, softmax, softplus
from keras.layers import Activation, Dense, Input, Lambda
from keras.models import Model
from keras.optimizers import Adam


def head(activation, n=4):
    x = Input((8,))
    h = Dense(16, activation='tanh')(x)
    return Model(x, Dense(n, activation=activation)(h))


head(K.softmax).compile(Adam(), 'categorical_crossentropy')  # expect: none
head(lambda t: K.softmax(t)).compile(Adam(), 'categorical_crossentropy')  # expect: none
head(lambda t: K.sigmoid(t)).compile(Adam(), 'categorical_crossentropy')  # expect: CL102
head(softmax, 1).compile(Adam(), 'mse')  # expect: CL101
head(sigmoid, 1).compile(Adam(), 'binary_crossentropy')  # expect: none
head(softplus).compile(Adam(), 'categorical_crossentropy')  # expect: CL104
head(K.relu).compile(Adam(), 'sparse_categorical_crossentropy')  # expect: CL104
head(None).compile(Adam(), 'categorical_crossentropy')  # expect: CL302
head("linear", 1).compile(Adam(), 'binary_crossentropy')  # expect: CL302
head(lambda t: t / (1e-6 + K.sum(K.abs(t)))).compile(Adam(), 'categorical_crossentropy')  # expect: none

x = Input((8,))
y = Lambda(K.softmax)(Dense(4)(x))
Model(x, y).compile(Adam(), 'binary_crossentropy')  # expect: CL103
z = Activation(K.sigmoid)(Dense(1, activation="sigmoid")(x))
Model(x, z).compile(Adam(), 'binary_crossentropy')  # expect: CL107
