import numpy as np
import pandas as pd
import tensorflow as tf

MAX_EPOCHS = 20


class WindowGenerator():
    def __init__(self, input_width, label_width, shift, train_df, label_columns=None):
        self.train_df = train_df
        self.label_columns = label_columns
        self.input_width, self.label_width, self.shift = input_width, label_width, shift
        self.total_window_size = input_width + shift

    def split_window(self, features):
        inputs = features[:, :self.input_width, :]
        labels = features[:, -self.label_width:, :]
        return inputs, labels

    def make_dataset(self, data):
        ds = tf.keras.utils.timeseries_dataset_from_array(
            data=np.array(data, dtype=np.float32), targets=None, sequence_length=self.total_window_size,
            sequence_stride=1, shuffle=True, batch_size=32)
        return ds.map(self.split_window)

    @property
    def train(self):
        return self.make_dataset(self.train_df)


def compile_and_fit(model, window, patience=2):
    early_stopping = tf.keras.callbacks.EarlyStopping(monitor='val_loss', patience=patience, mode='min')
    model.compile(loss=tf.keras.losses.MeanSquaredError(),  # expect: CL401, CL702
                  optimizer=tf.keras.optimizers.Adam(),
                  metrics=[tf.keras.metrics.MeanAbsoluteError(), 'accuracy'])
    return model.fit(window.train, epochs=MAX_EPOCHS, callbacks=[early_stopping])


df = pd.read_csv('jena_climate_2009_2016.csv')
w = WindowGenerator(24, 1, 1, df[['T (degC)', 'p (mbar)']])
linear = tf.keras.Sequential([tf.keras.layers.Dense(units=1)])
compile_and_fit(linear, w)
lstm = tf.keras.models.Sequential([tf.keras.layers.LSTM(32, return_sequences=True), tf.keras.layers.Dense(units=1)])
compile_and_fit(lstm, w)
