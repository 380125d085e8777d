import keras
from keras import activations, layers, ops


def backbone():
    inputs = keras.Input((16,))
    return inputs, layers.Dense(32, activation="gelu")(inputs)


inputs, h = backbone()
one = keras.Model(inputs, layers.Dense(5, activation=activations.softmax)(h))
one.compile("adam", keras.losses.CategoricalCrossentropy(from_logits=True))  # expect: CL301

inputs, h = backbone()
two = keras.Model(inputs, ops.softmax(layers.Dense(5)(h), axis=-1))
two.compile("adam", keras.losses.CategoricalCrossentropy())  # expect: none

inputs, h = backbone()
three = keras.Model(inputs, activations.get("softmax")(layers.Dense(5)(h)))
three.compile("adam", "categorical_crossentropy")  # expect: none

inputs, h = backbone()
four = keras.Model(inputs, ops.sigmoid(layers.Dense(1)(h)))
four.compile("adam", keras.losses.BinaryCrossentropy(True))  # expect: CL301

inputs, h = backbone()
five = keras.Model(inputs, layers.Activation(ops.log_softmax)(layers.Dense(5)(h)))
five.compile("adam", "sparse_categorical_crossentropy")  # expect: CL104

inputs, h = backbone()
six = keras.Model(inputs, layers.Activation(keras.ops.nn.softmax)(layers.Dense(1)(h)))
six.compile("adam", "binary_crossentropy")  # expect: CL101
