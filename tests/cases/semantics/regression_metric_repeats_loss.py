import tensorflow as tf
from tensorflow.keras import layers
from sklearn.datasets import fetch_california_housing

housing = fetch_california_housing()


def build_model():
    model = tf.keras.Sequential([
        layers.Dense(64, activation='relu', input_shape=[8]),
        layers.Dense(64, activation='relu'),
        layers.Dense(1),
    ])
    optimizer = tf.keras.optimizers.RMSprop(0.001)
    model.compile(loss='mse', optimizer=optimizer, metrics=['mae', 'mse'])  # expect: CL406
    return model


model = build_model()
model.fit(housing.data, housing.target, epochs=100, validation_split=0.2, verbose=0)

other = tf.keras.Sequential([layers.Dense(8, "relu"), layers.Dense(1)])
other.compile(loss=tf.keras.losses.MeanAbsoluteError(), optimizer='adam', metrics=[tf.keras.metrics.MeanAbsoluteError()])  # expect: CL406
other.fit(housing.data, housing.target)

reg = tf.keras.Sequential([layers.Dense(8, "relu", kernel_regularizer="l2"), layers.Dense(1)])
reg.compile(loss='mse', optimizer='adam', metrics=['mse'])  # expect: none
reg.fit(housing.data, housing.target)

weighted = tf.keras.Sequential([layers.Dense(8, "relu"), layers.Dense(1)])
weighted.compile(loss='mse', optimizer='adam', metrics=['mean_squared_error'])  # expect: none
weighted.fit(housing.data, housing.target, sample_weight=housing.data[:, 4])
