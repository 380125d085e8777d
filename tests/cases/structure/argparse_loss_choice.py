import argparse
import numpy as np
from keras.models import Model
from keras.layers import Input, Dense

parser = argparse.ArgumentParser(description='toy')
parser.add_argument('--loss', default='mse', choices=['mse', 'mae', 'rmse'])
parser.add_argument('--epochs', type=int, default=5)
parser.add_argument('--hidden', type=int, default=32)
args = parser.parse_args()

inp = Input(shape=(8,))
h = Dense(args.hidden, activation='tanh')(inp)
out = Dense(1)(h)
model = Model(inputs=inp, outputs=out)
model.compile(optimizer='sgd', loss=args.loss)  # expect: CL601?
x = np.random.randn(100, 8)
y = x.sum(axis=1) + np.random.randn(100) * .1
model.fit(x, y, epochs=args.epochs)
