import keras
from keras.losses import Huber, MeanSquaredError

model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1)])
model.compile("adam", loss=MeanSquaredError(from_logits=True))  # expect: CL613
model.compile("adam", loss=Huber(threshold=2.0))  # expect: CL613
model.compile("adam", loss=Huber(delta=2.0, name="robust"))  # expect: none
