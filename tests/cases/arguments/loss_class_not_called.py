import tensorflow as tf
from tensorflow.keras.losses import Huber
from tensorflow.keras.metrics import RootMeanSquaredError

model = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(1)])
model.compile("adam", loss=Huber, metrics=[RootMeanSquaredError()])  # expect: CL615
model.compile("adam", loss=Huber(), metrics=[RootMeanSquaredError])  # expect: CL615
