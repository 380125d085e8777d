import keras
from keras.losses import BinaryCrossentropy

model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1, activation="sigmoid")])
model.compile("adam", loss=BinaryCrossentropy(0.05))  # expect: CL613
model.compile("adam", loss=BinaryCrossentropy(False, 0.05))  # expect: none
model.compile("adam", loss=BinaryCrossentropy(label_smoothing=0.05))  # expect: none
