import tensorflow as tf
from tensorflow.keras.layers import Conv2D, Dense, Flatten, Input, Lambda, MaxPooling2D
from tensorflow.keras.models import Model, Sequential
from tensorflow.keras.regularizers import l2


def get_siamese_model(input_shape):
    left_input = Input(input_shape)
    right_input = Input(input_shape)
    convnet = Sequential()
    convnet.add(Conv2D(64, (10, 10), activation='relu', input_shape=input_shape, kernel_regularizer=l2(2e-4)))
    convnet.add(MaxPooling2D())
    convnet.add(Conv2D(128, (7, 7), activation='relu', kernel_regularizer=l2(2e-4)))
    convnet.add(Flatten())
    convnet.add(Dense(4096, activation="sigmoid", kernel_regularizer=l2(1e-3)))
    encoded_l = convnet(left_input)
    encoded_r = convnet(right_input)
    L1_layer = Lambda(lambda tensors: tf.abs(tensors[0] - tensors[1]))
    L1_distance = L1_layer([encoded_l, encoded_r])
    prediction = Dense(1, activation='sigmoid')(L1_distance)
    return Model(inputs=[left_input, right_input], outputs=prediction)


model = get_siamese_model((105, 105, 1))
model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])  # expect: CL105
