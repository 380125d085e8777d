import keras
from keras import layers

base = keras.applications.VGG16(weights="imagenet", include_top=True)
x = base.layers[-2].output
x = layers.Dense(5, activation="softmax", name="flowers")(x)
model = keras.Model(base.input, x)
for layer in base.layers[:-4]:
    layer.trainable = False
model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])  # expect: none

# keeping the imagenet classifier under a new softmax
stacked = keras.Sequential([base, layers.Activation("softmax")])
stacked.compile("adam", "categorical_crossentropy", metrics=["accuracy"])  # expect: CL107

backbone = keras.Sequential([keras.Input((28, 28, 1)), layers.Flatten(), layers.Dense(64, activation="relu")])
clf = keras.Sequential([backbone, layers.Dropout(0.3), layers.Dense(10, activation="softmax"), layers.Dropout(0.3)])
clf.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])  # expect: CL107
