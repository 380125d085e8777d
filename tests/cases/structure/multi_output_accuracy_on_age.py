import keras
from keras import layers

IMG = keras.Input((96, 96, 3), name="face")


def stem(x):
    for f in (32, 64, 128):
        x = layers.SeparableConv2D(f, 3, padding="same")(x)
        x = layers.BatchNormalization()(x)
        x = layers.ReLU()(x)
        x = layers.MaxPool2D()(x)
    return layers.GlobalAvgPool2D()(x)


shared = stem(IMG)
heads = {
    "age": layers.Dense(1, name="age")(shared),
    "gender": layers.Dense(2, activation="softmax", name="gender")(shared),
    "emotion": layers.Dense(7, activation="sigmoid", name="emotion")(shared),
}
model = keras.Model(IMG, heads)
model.compile(  # expect: CL401, CL102
    optimizer=keras.optimizers.AdamW(1e-3),
    loss={"age": "mae", "gender": "sparse_categorical_crossentropy", "emotion": "categorical_crossentropy"},
    metrics={"age": ["accuracy"], "gender": ["accuracy"], "emotion": ["accuracy"]},
)
