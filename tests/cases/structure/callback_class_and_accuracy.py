import numpy as np
import keras
from keras.callbacks import Callback, EarlyStopping, ModelCheckpoint, ReduceLROnPlateau
from sklearn.metrics import roc_auc_score


class RocAucEvaluation(Callback):
    def __init__(self, validation_data=(), interval=1):
        super().__init__()
        self.interval = interval
        self.X_val, self.y_val = validation_data

    def on_epoch_end(self, epoch, logs=None):
        if epoch % self.interval == 0:
            y_pred = self.model.predict(self.X_val, verbose=0)
            print("ROC-AUC - epoch: %d - score: %.6f" % (epoch + 1, roc_auc_score(self.y_val, y_pred)))


x = np.random.rand(500, 30)
y = np.random.randint(0, 2, (500, 6))
inp = keras.layers.Input((30,))
h = keras.layers.Dense(50, activation="relu")(inp)
out = keras.layers.Dense(6, activation="sigmoid")(h)
model = keras.models.Model(inputs=inp, outputs=out)
model.compile(loss='binary_crossentropy', optimizer='adam', metrics=['accuracy'])  # expect: CL408
cbs = [RocAucEvaluation((x[400:], y[400:])), EarlyStopping(patience=2), ReduceLROnPlateau()]
model.fit(x[:400], y[:400], callbacks=cbs, epochs=3, validation_data=(x[400:], y[400:]))
model = keras.Sequential([keras.Input((30,)), keras.layers.Dense(6, activation="softmax")])
model.compile(loss='categorical_crossentropy', optimizer='adam', metrics=['accuracy'])  # expect: CL204
model.fit(x, y, epochs=3)
