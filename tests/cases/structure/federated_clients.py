import numpy as np
import tensorflow as tf
from sklearn.preprocessing import LabelBinarizer
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Activation, Dense


class SimpleMLP:
    @staticmethod
    def build(shape, classes):
        model = Sequential()
        model.add(Dense(200, input_shape=(shape,)))
        model.add(Activation("relu"))
        model.add(Dense(200))
        model.add(Activation("relu"))
        model.add(Dense(classes))
        model.add(Activation("softmax"))
        return model


def create_clients(images, labels, num_clients=10, initial='client'):
    names = ['{}_{}'.format(initial, i + 1) for i in range(num_clients)]
    size = len(images) // num_clients
    shards = [(images[i:i + size], labels[i:i + size]) for i in range(0, size * num_clients, size)]
    return {names[i]: shards[i] for i in range(len(names))}


(x, y), _ = tf.keras.datasets.mnist.load_data()
labels = LabelBinarizer().fit_transform(y)
clients = create_clients(x.reshape(-1, 784) / 255.0, labels)
loss, metrics = 'categorical_crossentropy', ['accuracy']
optimizer = tf.keras.optimizers.SGD(learning_rate=0.01, momentum=0.9)
global_model = SimpleMLP().build(784, 10)
for comm_round in range(100):
    global_weights = global_model.get_weights()
    scaled = []
    for name, (cx, cy) in clients.items():
        local_model = SimpleMLP().build(784, 10)
        local_model.compile(loss=loss, optimizer=optimizer, metrics=metrics)  # expect: none
        local_model.set_weights(global_weights)
        local_model.fit(cx, cy, epochs=1, verbose=0)
        scaled.append([0.1 * w for w in local_model.get_weights()])
    global_model.set_weights([np.sum(ws, axis=0) for ws in zip(*scaled)])
