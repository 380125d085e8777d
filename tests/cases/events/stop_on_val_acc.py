"""Digits from scikit-learn; the callbacks still use the log name of Keras 2.2."""
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from tensorflow.keras.callbacks import EarlyStopping, ModelCheckpoint
from tensorflow.keras.layers import Dense, Input
from tensorflow.keras.models import Sequential

X, y = load_digits(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(X / 16.0, y, random_state=0)

model = Sequential([Input((64,)), Dense(32, activation="relu"), Dense(10, activation="softmax")])
model.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"])  # expect: CL701
callbacks = [
    EarlyStopping(monitor="val_acc", patience=5, mode="max"),
    ModelCheckpoint("digits.keras", monitor="val_acc", save_best_only=True, mode="max"),
]
model.fit(X_train, y_train, validation_data=(X_test, y_test), epochs=20, callbacks=callbacks)
