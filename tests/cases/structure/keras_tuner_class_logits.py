import keras
import keras_tuner


class MyHyperModel(keras_tuner.HyperModel):
    def __init__(self, num_classes):
        self.num_classes = num_classes

    def build(self, hp):
        inputs = keras.Input(shape=(64,))
        x = inputs
        for i in range(hp.Int("layers", 1, 3)):
            x = keras.layers.Dense(hp.Choice(f"units_{i}", [32, 64, 128]), activation="relu")(x)
            if hp.Boolean("dropout"):
                x = keras.layers.Dropout(0.25)(x)
        outputs = keras.layers.Dense(self.num_classes)(x)
        model = keras.Model(inputs, outputs)
        model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])  # expect: CL302
        return model

    def fit(self, hp, model, *args, **kwargs):
        return model.fit(*args, batch_size=hp.Choice("batch_size", [16, 32]), **kwargs)


tuner = keras_tuner.RandomSearch(MyHyperModel(num_classes=8), objective="val_accuracy", max_trials=5)
tuner.search_space_summary()
