import numpy as np
import pandas as pd
from tensorflow.keras.layers import Conv2D, Dense, Dropout, Flatten, Input, MaxPooling2D
from tensorflow.keras.models import Model


class UtkMultiOutputModel:
    def make_default_hidden_layers(self, inputs):
        x = Conv2D(16, (3, 3), padding="same", activation="relu")(inputs)
        x = MaxPooling2D(pool_size=(3, 3))(x)
        x = Dropout(0.25)(x)
        return x

    def build_race_branch(self, inputs, num_races):
        x = Flatten()(self.make_default_hidden_layers(inputs))
        x = Dense(128, activation="relu")(x)
        return Dense(num_races, activation="softmax", name="race_output")(x)

    def build_gender_branch(self, inputs):
        x = Flatten()(self.make_default_hidden_layers(inputs))
        return Dense(1, activation="sigmoid", name="gender_output")(x)

    def build_age_branch(self, inputs):
        x = Flatten()(self.make_default_hidden_layers(inputs))
        return Dense(1, activation="linear", name="age_output")(x)

    def assemble_full_model(self, width, height, num_races):
        inputs = Input(shape=(height, width, 3))
        return Model(inputs=inputs, name="face_net",
                     outputs=[self.build_age_branch(inputs), self.build_race_branch(inputs, num_races),
                              self.build_gender_branch(inputs)])


model = UtkMultiOutputModel().assemble_full_model(198, 198, num_races=5)
model.compile(optimizer="adam",  # expect: none
              loss={'age_output': 'mse', 'race_output': 'categorical_crossentropy',
                    'gender_output': 'binary_crossentropy'},
              loss_weights={'age_output': 4., 'race_output': 1.5, 'gender_output': 0.1},
              metrics={'age_output': 'mae', 'race_output': 'accuracy', 'gender_output': 'accuracy'})
