import keras
from keras import layers


def head(n, act):
    return keras.Sequential([keras.Input((16,)), layers.Dense(8, "relu"), layers.Dense(n, act)])


zoo = [head(1, "sigmoid"), head(1, "sigmoid"), head(1, "tanh")]
[m.compile("adam", "binary_crossentropy") for m in zoo[:2]]  # expect: none
for m in zoo[2:]:
    m.compile("adam", "binary_crossentropy")  # expect: CL104
pairs = {"a": (head(3, "softmax"), "sparse_categorical_crossentropy"), "b": (head(3, None), "mse")}
_ = {k: m.compile("adam", loss) for k, (m, loss) in pairs.items()}  # expect: none
list(map(lambda pair: pair[0].compile("adam", pair[1]), pairs.values()))  # expect: none
