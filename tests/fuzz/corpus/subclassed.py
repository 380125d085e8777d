from keras import Model, layers


class Net(Model):
    def __init__(self, units=3, **kwargs):
        super().__init__(**kwargs)
        self.head = layers.Dense(units, activation="softmax")

    def call(self, inputs, training=None):
        return self.head(inputs)


net = Net(units=1)
net.compile(loss="categorical_crossentropy")
