import tf_keras as keras
from tf_keras.losses import MAE, mean_squared_error
from tf_keras.metrics import mean_absolute_error

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])
model.compile("adam", loss=mean_squared_error, metrics=[mean_absolute_error])  # expect: none
model.compile("adam", loss=MAE, metrics=[keras.losses.MSE])  # expect: none
