from tensorflow.keras import Input, Model
from tensorflow.keras.layers import Conv2D, Dense, Flatten

picture = Input(shape=(48, 48, 1))
x = Flatten()(Conv2D(16, 3, activation="relu")(picture))
outputs = [Dense(1, name="age"), Dense(1, activation="sigmoid", name="gender")]
model = Model(picture, [layer(x) for layer in outputs])
model.compile(  # expect: none
    optimizer="adam",
    loss={"age": "mae", "gender": "binary_crossentropy"},
    loss_weights={"age": 0.1, "gender": 1.0},
    metrics={"gender": ["accuracy"]},
)
