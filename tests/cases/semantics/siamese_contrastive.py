import keras
from keras import ops
from keras import layers


def euclidean_distance(vects):
    x, y = vects
    sum_square = ops.sum(ops.square(x - y), axis=1, keepdims=True)
    return ops.sqrt(ops.maximum(sum_square, keras.backend.epsilon()))


def contrastive(margin=1):
    def contrastive_loss(y_true, y_pred):
        return ops.mean((1 - y_true) * ops.square(y_pred) + y_true * ops.square(ops.maximum(margin - y_pred, 0)))
    return contrastive_loss


inp = layers.Input((28, 28, 1))
tower = keras.Model(inp, layers.Dense(10, activation="tanh")(layers.Flatten()(inp)))
a, b = layers.Input((28, 28, 1)), layers.Input((28, 28, 1))
merged = layers.Lambda(euclidean_distance, output_shape=(1,))([tower(a), tower(b)])
normal = layers.BatchNormalization()(merged)
siamese = keras.Model(inputs=[a, b], outputs=layers.Dense(1, activation="sigmoid")(normal))
siamese.compile(loss=contrastive(margin=1), optimizer="RMSprop", metrics=["accuracy"])  # expect: none

direct = keras.Model([a, b], merged)
direct.compile(loss="binary_crossentropy", optimizer="adam")  # expect: none
