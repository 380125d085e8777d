import keras
from keras import layers as L

model = keras.Sequential([L.Dense(8, activation="relu"), L.Dense(1, activation="softmax")])
model.add(L.Activation("sigmoid"))
model.compile("adam", loss="binary_crossentropy", metrics=["accuracy"])
model.fit(x, keras.utils.to_categorical(y, 3), epochs=2, validation_split=0.1)
