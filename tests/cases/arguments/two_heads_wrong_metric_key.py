from tensorflow.keras import Input, Model
from tensorflow.keras.layers import Conv2D, Dense, Flatten, MaxPooling2D

picture = Input(shape=(48, 48, 1))
x = Conv2D(16, 3, activation="relu")(picture)
x = Flatten()(MaxPooling2D()(x))
age = Dense(1, name="age_out")(x)
gender = Dense(1, activation="sigmoid", name="gender_out")(x)
model = Model(inputs=picture, outputs=[age, gender])
model.compile(  # expect: CL406, CL606
    optimizer="adam",
    loss={"age_out": "mae", "gender_out": "binary_crossentropy"},
    metrics={"age_out": "mae", "gender": "accuracy"},
)
