import keras
from keras import layers


def tower(x, widths, drop=0.5):
    for w in widths:
        x = layers.Dense(w)(x)
        x = layers.PReLU()(x)
        x = layers.Dropout(drop)(x)
    return x


img = keras.Input((512,), name="img")
txt = keras.Input((300,), name="txt")
fused = layers.Concatenate()([tower(img, (256, 128)), tower(txt, (128,))])
gate = layers.Dense(256, activation="sigmoid")(fused)
fused = layers.Multiply()([fused, gate])
logits = layers.Dense(8)(fused)
noisy = layers.Dropout(0.2)(logits)
good = keras.Model([img, txt], layers.Softmax()(logits))
good.compile("adam", "categorical_crossentropy", metrics=["accuracy"])  # expect: none
bad = keras.Model([img, txt], layers.Softmax()(noisy))
bad.compile("adam", "categorical_crossentropy", metrics=["accuracy"])  # expect: CL107
relu_then_softmax = keras.Model([img, txt], layers.Softmax()(layers.Dense(8, activation="relu")(fused)))
relu_then_softmax.compile("adam", "categorical_crossentropy", metrics=["accuracy"])  # expect: CL107
