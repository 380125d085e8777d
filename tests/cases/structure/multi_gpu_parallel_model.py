import os
import keras
from keras.applications import Xception
from keras.utils import multi_gpu_model
import tensorflow as tf
import numpy as np

G = len(os.environ.get("CUDA_VISIBLE_DEVICES", "0").split(","))
with tf.device('/cpu:0'):
    model = Xception(weights=None, input_shape=(224, 224, 3), classes=1000)

if G > 1:
    parallel_model = multi_gpu_model(model, gpus=G)
else:
    parallel_model = model
parallel_model.compile(loss='categorical_crossentropy', optimizer='rmsprop')  # expect: none
x = np.random.random((64, 224, 224, 3))
y = np.random.random((64, 1000))
parallel_model.fit(x, y, epochs=20, batch_size=16)

binary = Xception(weights=None, input_shape=(224, 224, 3), classes=1)
binary.compile(loss='binary_crossentropy', optimizer='rmsprop')  # expect: CL101
logit = Xception(weights=None, input_shape=(224, 224, 3), classes=7, classifier_activation=None)
logit.compile(loss='categorical_crossentropy', optimizer='rmsprop')  # expect: CL302
