# The usual helper that chooses activation and loss by the number of classes.
import keras
from keras import layers


def last_layer(num_classes):
    if num_classes == 2:
        return 1, "sigmoid"
    return num_classes, "softmax"


def sepcnn(num_classes, dropout=0.2):
    units, activation = last_layer(num_classes)
    model = keras.models.Sequential()
    model.add(layers.Dropout(rate=dropout, input_shape=(300,)))
    model.add(layers.Dense(units, activation=activation))
    if num_classes == 2:
        loss = 'binary_crossentropy'
    else:
        loss = 'sparse_categorical_crossentropy'
    model.compile(optimizer=keras.optimizers.Adam(learning_rate=1e-3), loss=loss, metrics=['acc'])  # expect: none
    return model


def careless(num_classes):
    activation = "sigmoid" if num_classes == 2 else "softmax"
    model = keras.models.Sequential([layers.Input((300,)), layers.Dense(num_classes, activation=activation)])
    model.compile("adam", "sparse_categorical_crossentropy" if num_classes > 2 else "binary_crossentropy")  # expect: none
    return model


def unknown_caller(n_classes):
    model = keras.models.Sequential([layers.Input((300,)), layers.Dense(n_classes, activation="softmax")])
    loss = "binary_crossentropy" if n_classes == 1 else "categorical_crossentropy"
    model.compile("adam", loss)  # expect: CL101?
    return model


sepcnn(2)
sepcnn(20)
careless(4)
